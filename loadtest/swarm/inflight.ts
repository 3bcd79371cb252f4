/** An input still without an answer this long after it was sent counts as unanswered. */
const ANSWER_MS = 1000;

/**
 * The inputs of one client that no patch has acknowledged yet. Their sequence numbers follow each
 * other, so queues of times are enough.
 */
export class InFlight {
  #dueAt: number[] = [];
  #sentAt: number[] = [];
  /** The highest sequence number that has been acknowledged. */
  #answered = 0;
  /** How many at the head of the queue have been counted as unanswered. */
  #overdue = 0;

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
      else if (now - sentAt > ANSWER_MS) late++;
      report(now - dueAt);
    }
    return late;
  }

  /** The count starts anew at `seq`; returns how many more inputs will never be answered now. */
  restart(seq: number): number {
    const lost = this.#dueAt.length - this.#overdue;
    this.#dueAt = [];
    this.#sentAt = [];
    this.#overdue = 0;
    this.#answered = seq;
    return lost;
  }

  /** How many more should have been answered by `now`. */
  overdue(now: number): number {
    const before = this.#overdue;
    while (now - (this.#sentAt[this.#overdue] ?? now) > ANSWER_MS) this.#overdue++;
    return this.#overdue - before;
  }
}
