import { UNIT } from "../../schema/arena/map.ts";
import { quantile } from "./numbers.ts";
import type { Player } from "./player.ts";
import { ahead, trueNow } from "./truth.ts";

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
