import { Blows } from "./blows.ts";
import { make } from "./dom.ts";

const FADE_MS = 700;
/** A wound within this time of the last adds no red: the screen never flashes faster than that. */
const PAUSE_MS = 450;

/** Darkness around the edges of the screen; when one is hurt, red, and the direction it came from. */
export class Wounds {
  readonly #red: HTMLElement;
  readonly #blows: Blows;
  #next = 0;

  constructor(parent: HTMLElement) {
    make("div", "arena-shade", parent);
    this.#red = make("div", "arena-red", parent);
    this.#blows = new Blows(parent);
  }

  /** @param from 256ths of a turn; `now` time of the frame in ms */
  add(from: number, now: number): void {
    this.#blows.add(from, now);
    if (now < this.#next) return;
    this.#next = now + PAUSE_MS;
    this.#red.animate([{ opacity: 0.8 }, { opacity: 0 }], {
      duration: FADE_MS,
      easing: "ease-out",
    });
  }
}
