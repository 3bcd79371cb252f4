/** Credit gained per tick. The 2 % above one lets a client whose clock runs fast drain its queue. */
const RATE = 1.02;
/** Most credit saved: what an honest client may deliver at once after a stall. */
const CAP = 8;
/**
 * Inputs that may wait for their tick, to ride out jitter: 66 ms. More are applied at once as far as
 * the credit goes; the rest is acknowledged and not applied.
 */
const QUEUE = 2;
/** An input that waited all this time for nothing is applied on top: 5 s. */
const SPARE_TICKS = 150;

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
 *
 * One input a tick is applied, though more may wait: with all of them at once, others saw a player
 * behind ± 25 ms of jitter stand and jump, 0 to 480 px/s.
 */
export class Pacer {
  #credit = CAP;
  #silent = 0;
  /** Fewest inputs left waiting in this stretch of ticks. */
  #least = QUEUE;
  #ticks = 0;

  /** Call once per tick with the number of inputs that wait. */
  pace(waiting: number): Pace {
    this.#credit = Math.min(this.#credit + RATE, CAP);
    const spare = this.#spare(Math.max(0, waiting - 1));
    if (waiting === 0) return { apply: 0, discard: 0, neutral: this.#spendOnSilence() };
    this.#silent = 0;
    const due = Math.max(1 + spare, waiting - QUEUE);
    const apply = Math.min(due, Math.floor(this.#credit));
    this.#credit -= apply;
    const left = waiting - apply;
    // All of them: with the credit spent, what was left would make the next two a correction again.
    return { apply, discard: left > QUEUE ? left : 0, neutral: false };
  }

  /** The line is back: what is silent now is a gap again, which late inputs may fill. */
  resume(): void {
    this.#silent = 0;
  }

  /** One, at the end of a stretch in which one more than needed has waited all the time. */
  #spare(left: number): 0 | 1 {
    this.#least = Math.min(this.#least, left);
    if (++this.#ticks < SPARE_TICKS) return 0;
    const spare = this.#least > 0 ? 1 : 0;
    this.#least = QUEUE;
    this.#ticks = 0;
    return spare;
  }

  #spendOnSilence(): boolean {
    this.#silent++;
    if (this.#silent <= CAP) return false;
    this.#credit--;
    return true;
  }
}
