import type { PickupKind } from "../../../../schema/arena/map.ts";
import { Emblem, Label, make } from "./dom.ts";
import { pickupIcon } from "./icons.ts";

const LINES = 4;
const LIFE_MS = 6000;

export interface FeedLine {
  /** Whose doing it is, by hue; or what was found. */
  readonly sign: number | PickupKind;
  readonly text: string;
  /** Of one's own doing or suffering. */
  readonly about: boolean;
}

/** A line that is written again and again: in a crowd, news come several times a second. */
class Line {
  readonly element = make("li", "");
  born = 0;
  readonly #emblem = new Emblem();
  readonly #words = new Label(make("span", ""));

  write({ sign, text, about }: FeedLine, now: number): void {
    this.born = now;
    this.element.className = about ? "arena-about" : "";
    this.#words.set(text);
    if (typeof sign === "number") this.#emblem.set(sign);
    const icon = typeof sign === "number" ? this.#emblem.element : pickupIcon(sign);
    if (this.element.firstChild !== icon) this.element.replaceChildren(icon, this.#words.element);
  }
}

/** What has just happened, for those who see; the announcer tells the others. */
export class Feed {
  readonly #element: HTMLElement;
  /** Shown, the oldest first. */
  readonly #lines: Line[] = [];
  readonly #spare: Line[] = [];

  constructor(parent: HTMLElement) {
    this.#element = make("ul", "arena-feed", parent);
    this.#element.setAttribute("aria-hidden", "true");
  }

  /** @param now time of the frame in ms */
  add(news: FeedLine, now: number): void {
    if (this.#lines.length >= LINES) this.#drop();
    const line = this.#spare.pop() ?? new Line();
    line.write(news, now);
    this.#lines.push(line);
    this.#element.append(line.element);
  }

  /** Drops what is old news. */
  update(now: number): void {
    while (this.#lines[0] && now - this.#lines[0].born > LIFE_MS) this.#drop();
  }

  #drop(): void {
    const line = this.#lines.shift();
    if (!line) return;
    line.element.remove();
    this.#spare.push(line);
  }
}
