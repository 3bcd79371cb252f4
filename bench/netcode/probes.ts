import { UNIT } from "../../schema/arena/map.ts";
import { quantile } from "./numbers.ts";
import type { Player } from "./player.ts";
import { ahead, trueNow } from "./truth.ts";

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

export interface CorrectionFigures {
  readonly count: number;
  readonly largestPx: number;
  /** The longest time until a corrected figure was drawn where it is, in ms. */
  readonly smoothedMs: number;
}

/** A figure in motion is drawn up to one step behind. */
const STEP_UNITS = 8 * UNIT;
const NEAR_UNITS = STEP_UNITS + UNIT;

/** Counts what the server corrects, from its creation on. */
export class CorrectionProbe {
  readonly #player: Player;
  #count = 0;
  #correctedAt: number | undefined;
  #smoothed = 0;

  constructor(player: Player) {
    this.#player = player;
    // Being put somewhere was one, too.
    Object.assign(player.prediction.corrections, { count: 0, largest: 0 });
  }

  frame(now: number): void {
    const { corrections, body } = this.#player.prediction;
    if (corrections.count > this.#count) {
      this.#count = corrections.count;
      this.#correctedAt = now;
    }
    if (this.#correctedAt === undefined) return;
    const { x, y } = this.#player.drawn(this.#player.id);
    if (Math.hypot(x - body.x, y - body.y) > NEAR_UNITS) return;
    this.#smoothed = Math.max(this.#smoothed, now - this.#correctedAt);
    this.#correctedAt = undefined;
  }

  stop(): CorrectionFigures {
    const { count, largest } = this.#player.prediction.corrections;
    return { count, largestPx: largest / UNIT, smoothedMs: this.#smoothed };
  }
}

export interface SpeedFigures {
  /** Of the drawn figure, px/s. */
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  /** Of the figure in the server's patches. */
  readonly sentP5: number;
  readonly sentP95: number;
}

/** How fast a remote player is drawn, frame by frame. */
export class SpeedProbe {
  readonly #player: Player;
  readonly #of: string;
  readonly #speeds: number[] = [];
  readonly #sent: number[] = [];
  #last: { readonly at: number; readonly x: number } | undefined;
  #patch: { readonly stamp: number; readonly x: number } | undefined;

  constructor(player: Player, of: string) {
    this.#player = player;
    this.#of = of;
  }

  frame(): void {
    const at = performance.now();
    const { x } = this.#player.drawn(this.#of);
    const last = this.#last;
    if (last) this.#speeds.push(speed(x - last.x, at - last.at));
    this.#last = { at, x };
    const stamp = this.#player.session.room.clock.lastServerTime();
    if (this.#patch?.stamp === stamp) return;
    const sent = { stamp, x: this.#player.figure(this.#of)?.x ?? Number.NaN };
    if (this.#patch) this.#sent.push(speed(sent.x - this.#patch.x, stamp - this.#patch.stamp));
    this.#patch = sent;
  }

  stop(): SpeedFigures {
    return {
      p5: quantile(this.#speeds, 0.05),
      p50: quantile(this.#speeds, 0.5),
      p95: quantile(this.#speeds, 0.95),
      sentP5: quantile(this.#sent, 0.05),
      sentP95: quantile(this.#sent, 0.95),
    };
  }
}

const speed = (units: number, ms: number): number => (Math.abs(units) / UNIT / ms) * 1000;

export interface ClockFigures {
  /** Largest error from the start, or from 2 s after the first patch behind a disturbance, in ms. */
  readonly max: number;
  /** From that first patch until the error stays within the goal, in ms. */
  readonly settledMs: number;
}

/** Compares the room time that a client believes with the machine's own clock. */
export class ClockProbe {
  readonly #player: Player;
  readonly #origin: number;
  readonly #from: number;
  readonly #grace: number;
  readonly #goal: number;
  #max = 0;
  #settledMs = 0;

  constructor(player: Player, origin: number, { grace, goal }: { grace: number; goal: number }) {
    this.#player = player;
    this.#origin = origin;
    this.#grace = grace;
    this.#goal = goal;
    this.#from = trueNow();
  }

  frame(): void {
    const { clock } = this.#player.session.room;
    const error = Math.abs(ahead(() => clock.serverNow()) - this.#origin);
    const passed = trueNow() - this.#from;
    if (error > this.#goal) this.#settledMs = passed;
    if (passed >= this.#grace) this.#max = Math.max(this.#max, error);
  }

  stop(): ClockFigures {
    return { max: this.#max, settledMs: this.#settledMs };
  }
}
