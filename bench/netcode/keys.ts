import { quantile } from "./numbers.ts";
import type { Player } from "./player.ts";

const STEP_MS = 1000 / 30;
/** Timers of whole ms drive frames and presses. */
const TIMER_MS = 2;

/** A key is held so long, and then not for so long: the figure has come to rest by the next press. */
const HELD_MS = 250;
const REST_MS = 300;
const REST_SPREAD_MS = 200;

export interface KeyFigures {
  readonly presses: number;
  readonly p50: number;
  readonly max: number;
  /** Presses that took longer than one fixed step and the longest frame meanwhile. */
  readonly late: number;
  /** The worst of them, in ms above that; negative when there are none. */
  readonly over: number;
}

/** Presses left or right at random moments and looks for the first frame that shows it. */
export class KeyProbe {
  readonly #player: Player;
  readonly #home: number;
  readonly #taken: number[] = [];
  readonly #over: number[] = [];
  #timer: NodeJS.Timeout;
  #pressed: { readonly at: number; readonly x: number; longest: number } | undefined;
  #drawn = Number.NaN;
  #lastFrame = performance.now();
  /** -1, 0 or 1 along x. */
  direction = 0;

  /** @param home where it returns to, x in units */
  constructor(player: Player, home: number) {
    this.#player = player;
    this.#home = home;
    this.#timer = setTimeout(() => this.#press(), REST_MS);
  }

  /** After the player's frame. */
  frame(now: number): void {
    const { x } = this.#player.drawn(this.#player.id);
    const gap = now - this.#lastFrame;
    this.#lastFrame = now;
    const pressed = this.#pressed;
    this.#drawn = x;
    if (!pressed) return;
    pressed.longest = Math.max(pressed.longest, gap);
    if (x === pressed.x) return;
    const taken = performance.now() - pressed.at;
    this.#taken.push(taken);
    this.#over.push(taken - STEP_MS - pressed.longest);
    this.#pressed = undefined;
  }

  stop(): KeyFigures {
    clearTimeout(this.#timer);
    this.direction = 0;
    return {
      presses: this.#taken.length,
      p50: quantile(this.#taken, 0.5),
      max: Math.max(...this.#taken),
      late: this.#over.filter((ms) => ms > TIMER_MS).length,
      over: Math.max(...this.#over),
    };
  }

  #press(): void {
    // Without a line nothing is sent, and what is not sent is not predicted.
    if (this.#player.online) {
      this.direction = this.#player.prediction.body.x > this.#home ? -1 : 1;
      this.#pressed = { at: performance.now(), x: this.#drawn, longest: 0 };
    }
    this.#timer = setTimeout(() => this.#release(), HELD_MS);
  }

  #release(): void {
    this.direction = 0;
    // A press that never showed: its line broke meanwhile.
    this.#pressed = undefined;
    this.#timer = setTimeout(() => this.#press(), REST_MS + Math.random() * REST_SPREAD_MS);
  }
}
