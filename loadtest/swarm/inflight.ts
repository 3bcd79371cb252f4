/**
 * The inputs of one client that no patch has acknowledged yet. Their sequence numbers follow each
 * other, so queues of times are enough.
 */
export class InFlight {
  /** Without an answer for so long after it was sent, an input counts as unanswered. */
  readonly #answerMs: number;
  #dueAt: number[] = [];
  #sentAt: number[] = [];
  /** What simulated conditions add on the way there, in ms. */
  #heldMs: number[] = [];
  /** The highest sequence number that has been acknowledged. */
  #answered = 0;
  /** How many at the head of the queue have been counted as unanswered. */
  #overdue = 0;

  constructor(answerMs: number) {
    this.#answerMs = answerMs;
  }

  sent(dueAt: number, now: number, heldMs = 0): void {
    this.#dueAt.push(dueAt);
    this.#sentAt.push(now);
    this.#heldMs.push(heldMs);
  }

  /**
   * All up to `seq` are acknowledged at `now`: reports how long ago each was due, and how much of
   * that its way there was held back, oldest first.
   * @returns how many come too late, and how many of those have not been counted yet
   */
  answered(
    seq: number,
    now: number,
    report: (sinceDueMs: number, heldMs: number) => void,
  ): { readonly late: number; readonly uncounted: number } {
    let late = 0;
    let uncounted = 0;
    for (; this.#answered < seq; this.#answered++) {
      const dueAt = this.#dueAt.shift();
      const sentAt = this.#sentAt.shift();
      const heldMs = this.#heldMs.shift();
      if (dueAt === undefined || sentAt === undefined || heldMs === undefined) continue;
      const isLate = now - sentAt > this.#answerMs;
      if (isLate) late++;
      if (this.#overdue > 0) this.#overdue--;
      else if (isLate) uncounted++;
      report(now - dueAt, heldMs);
    }
    return { late, uncounted };
  }

  /** The line broke and is back, and the count starts anew at `seq`: what was under way is gone. */
  restart(seq: number): void {
    this.#dueAt = [];
    this.#sentAt = [];
    this.#heldMs = [];
    this.#overdue = 0;
    this.#answered = seq;
  }

  /** How many more should have been answered by `now`. */
  overdue(now: number): number {
    const before = this.#overdue;
    while (now - (this.#sentAt[this.#overdue] ?? now) > this.#answerMs) this.#overdue++;
    return this.#overdue - before;
  }
}
