/** Credit gained per tick. The 2 % above one lets a client whose clock runs fast drain its queue. */
const RATE = 1.02;
/** Most credit saved: what an honest client may deliver at once after a stall. */
const CAP = 8;
/** Inputs that may wait for credit, to ride out jitter; more are acknowledged and not applied. */
const QUEUE = 2;

/** What to do with one seat's waiting inputs in this tick. */
export interface Pace {
  /** Inputs to apply now. */
  readonly apply: number;
  /** Inputs to acknowledge and throw away, after the applied ones. */
  readonly discard: number;
  /** The seat has been silent for more than {@link CAP} ticks: step it neutrally. */
  readonly neutral: boolean;
}

/**
 * Meters one seat's inputs by credit, so that a flood or a fast clock moves nobody faster than one
 * step per tick, and a stall costs an honest player one correction. A neutral step costs the same:
 * over any length of time a seat is stepped once per tick. A shorter silence is left unfilled,
 * because its inputs may still come and the client has predicted them.
 */
export class Pacer {
  #credit = CAP;
  #silent = 0;

  /** Call once per tick with the number of inputs that wait. */
  pace(waiting: number): Pace {
    this.#credit = Math.min(this.#credit + RATE, CAP);
    if (waiting === 0) return { apply: 0, discard: 0, neutral: this.#spendOnSilence() };
    this.#silent = 0;
    const apply = Math.min(waiting, Math.floor(this.#credit));
    this.#credit -= apply;
    return { apply, discard: Math.max(0, waiting - apply - QUEUE), neutral: false };
  }

  #spendOnSilence(): boolean {
    this.#silent++;
    if (this.#silent <= CAP) return false;
    this.#credit--;
    return true;
  }
}
