import { hueVar } from "../../../palette.ts";
import { outlineOf } from "../emblem.ts";

const SVG = "http://www.w3.org/2000/svg";

/** A new element with a class, inside `parent` when one is given. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  parent?: HTMLElement,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  parent?.append(element);
  return element;
}

/** Names an element for screen readers, in the language of the moment. */
export function nameElement(element: HTMLElement, name: string): void {
  if (element.ariaLabel !== name) element.ariaLabel = name;
}

/** Text that touches the page only when it changes: the HUD is compared many times a second. */
export class Label {
  readonly element: HTMLElement;
  #text = "";

  constructor(element: HTMLElement) {
    this.element = element;
  }

  set(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.element.textContent = text;
  }
}

/** A label for a name by itself: its writing direction is its own. */
export function nameLabel(className: string, parent: HTMLElement): Label {
  const element = make("span", className, parent);
  element.dir = "auto";
  return new Label(element);
}

const points = new Map<number, string>();

/** Written once per hue: in a crowd, news bring a new emblem several times a second. */
function pointsOf(hue: number): string {
  const known = points.get(hue);
  if (known !== undefined) return known;
  const written = outlineOf(hue)
    .map((value) => value.toFixed(3))
    .join(" ");
  points.set(hue, written);
  return written;
}

/** The emblem of a hue; told by its shape as well as by its colour. */
export class Emblem {
  readonly element = document.createElementNS(SVG, "svg");
  readonly #figure = document.createElementNS(SVG, "polygon");
  #hue = -1;

  constructor() {
    this.element.setAttribute("viewBox", "-1.15 -1.15 2.3 2.3");
    this.element.setAttribute("aria-hidden", "true");
    this.element.setAttribute("class", "arena-emblem");
    this.element.append(this.#figure);
  }

  set(hue: number): void {
    if (hue === this.#hue) return;
    this.#hue = hue;
    this.#figure.setAttribute("points", pointsOf(hue));
    this.#figure.setAttribute("fill", hueVar(hue));
  }
}

/** A name inside a sentence: its writing direction ends where the name ends. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Seconds as minutes and seconds: 65 is "1:05". */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
