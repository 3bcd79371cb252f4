import type { Hands } from "../input.ts";
import type { ArenaNet } from "../net.ts";
import { make } from "./dom.ts";

const HIT_MS = 260;

interface CrosshairPlan {
  readonly hands: Hands;
  readonly net: ArenaNet;
}

/** The mouse's sight, and the mark that says one's bolt has hit. */
export class Crosshair {
  readonly #element: HTMLElement;
  readonly #mark: HTMLElement;
  readonly #plan: CrosshairPlan;
  /** What was drawn last: nothing is touched while the mouse rests. */
  #x = Number.NaN;
  #y = Number.NaN;

  constructor(parent: HTMLElement, plan: CrosshairPlan) {
    this.#plan = plan;
    this.#element = make("div", "arena-crosshair", parent);
    this.#mark = make("div", "arena-hit", this.#element);
    this.#element.setAttribute("aria-hidden", "true");
  }

  /** @param aim where to show the mark when no mouse points: beside one's own figure, in CSS px */
  draw(aim: { x: number; y: number }): void {
    const { pointing, pointerX, pointerY } = this.#plan.hands;
    this.#element.classList.toggle("arena-sight", pointing && this.#aims());
    const x = pointing ? pointerX : aim.x;
    const y = pointing ? pointerY : aim.y;
    if (x === this.#x && y === this.#y) return;
    this.#x = x;
    this.#y = y;
    this.#element.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Who has nothing to shoot with, or at, has an ordinary pointer. */
  #aims(): boolean {
    const { self, state } = this.#plan.net;
    return self !== undefined && state.phase !== "over" && state.phase !== "vote";
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
