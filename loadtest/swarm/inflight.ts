/**
 * The inputs of one client that no patch has acknowledged yet. Their sequence numbers follow each
 * other, so queues of times are enough.
 */
export class InFlight {
  /** Without an answer for so long after it was sent, an input counts as unanswered. */
  readonly #answerMs: number;
  #dueAt: number[] = [];
  #sentAt: number[] = [];
  /** The highest sequence number that has been acknowledged. */
  #answered = 0;
  /** How many at the head of the queue have been counted as unanswered. */
  #overdue = 0;

  constructor(answerMs: number) {
    this.#answerMs = answerMs;
  }

  sent(dueAt: number, now: number): void {
    this.#dueAt.push(dueAt);
    this.#sentAt.push(now);
  }

  /**
   * All up to `seq` are acknowledged at `now`: reports how long ago each was due, oldest first.
   * @returns how many of them come too late and have not been counted yet
   */
  answered(seq: number, now: number, report: (sinceDueMs: number) => void): number {
    let late = 0;
    for (; this.#answered < seq; this.#answered++) {
      const dueAt = this.#dueAt.shift();
      const sentAt = this.#sentAt.shift();
      if (dueAt === undefined || sentAt === undefined) continue;
      if (this.#overdue > 0) this.#overdue--;
      else if (now - sentAt > this.#answerMs) late++;
      report(now - dueAt);
    }
    return late;
  }

  /** The line broke and is back, and the count starts anew at `seq`: what was under way is gone. */
  restart(seq: number): void {
    this.#dueAt = [];
    this.#sentAt = [];
    this.#overdue = 0;
    this.#answered = seq;
  }

  /** How many more, of those sent before `heardAt`, should have been answered by `now`. */
  overdue(now: number, heardAt: number): number {
    const before = this.#overdue;
    const latest = Math.min(heardAt, now - this.#answerMs);
    while ((this.#sentAt[this.#overdue] ?? latest) < latest) this.#overdue++;
    return this.#overdue - before;
  }
}
