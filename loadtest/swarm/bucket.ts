/**
 * The most that this worker may send, all bots together. A plan that needs more is refused before
 * the run, so it only ever binds bots that misbehave on purpose, and faults of our own.
 */
export class SendBudget {
  readonly #perMs: number;
  readonly #most: number;
  #left: number;
  #at: number;

  /** @param perSecond also what may leave at once: after a stall all that was due goes out */
  constructor(perSecond: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#most = Math.max(1, perSecond);
    this.#left = this.#most;
    this.#at = now;
  }

  /** May one more frame be sent? */
  take(now: number): boolean {
    this.#left = Math.min(this.#most, this.#left + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
