import { make } from "./dom.ts";

const FADE_MS = 700;
/** A wound within this time of the last adds no red: the screen never flashes faster than that. */
const PAUSE_MS = 450;

/** Darkness around the edges of the screen, and red when one is hurt. */
export class Wounds {
  readonly #red: HTMLElement;
  #next = 0;

  constructor(parent: HTMLElement) {
    make("div", "arena-shade", parent);
    this.#red = make("div", "arena-red", parent);
  }

  /** @param now time of the frame in ms */
  add(now: number): void {
    if (now < this.#next) return;
    this.#next = now + PAUSE_MS;
    this.#red.animate([{ opacity: 0.8 }, { opacity: 0 }], {
      duration: FADE_MS,
      easing: "ease-out",
    });
  }
}
