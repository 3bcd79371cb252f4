import type { Hands } from "../input.ts";
import { make } from "./dom.ts";

const HIT_MS = 260;

/** The mouse's sight, and the mark that says one's bolt has hit. */
export class Crosshair {
  readonly #element: HTMLElement;
  readonly #mark: HTMLElement;
  readonly #hands: Hands;

  constructor(parent: HTMLElement, hands: Hands) {
    this.#hands = hands;
    this.#element = make("div", "arena-crosshair", parent);
    this.#mark = make("div", "arena-hit", this.#element);
    this.#element.setAttribute("aria-hidden", "true");
  }

  /** @param aim where to show the mark when no mouse points: beside one's own figure, in CSS px */
  draw(aim: { x: number; y: number }): void {
    const { pointing, pointerX, pointerY } = this.#hands;
    this.#element.classList.toggle("arena-sight", pointing);
    const x = pointing ? pointerX : aim.x;
    const y = pointing ? pointerY : aim.y;
    this.#element.style.transform = `translate(${x}px, ${y}px)`;
  }

  hit(): void {
    this.#mark.animate(
      [
        { opacity: 1, transform: "rotate(45deg) scale(1.5)" },
        { opacity: 1, transform: "rotate(45deg) scale(1)", offset: 0.4 },
        { opacity: 0, transform: "rotate(45deg) scale(1)" },
      ],
      HIT_MS,
    );
  }
}
