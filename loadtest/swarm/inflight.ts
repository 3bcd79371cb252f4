/** An input still without an answer after this long counts as unanswered. */
const ANSWER_MS = 1000;

/**
 * The inputs of one client that no patch has acknowledged yet. Their sequence numbers follow each
 * other, so a queue of send times is enough.
 */
export class InFlight {
  #sentAt: number[] = [];
  /** The highest sequence number that has been acknowledged. */
  #answered = 0;

  sent(now: number): void {
    this.#sentAt.push(now);
  }

  /** All up to `seq` are acknowledged at `now`: reports each one's latency in ms, oldest first. */
  answered(seq: number, now: number, report: (latencyMs: number) => void): void {
    for (; this.#answered < seq; this.#answered++) {
      const sentAt = this.#sentAt.shift();
      if (sentAt !== undefined) report(now - sentAt);
    }
  }

  /** The count starts anew at `seq`; returns how many inputs will never be answered now. */
  restart(seq: number): number {
    const lost = this.#sentAt.length;
    this.#sentAt = [];
    this.#answered = seq;
    return lost;
  }

  /** How many should have been answered by `now`. */
  overdue(now: number): number {
    return this.#sentAt.filter((sentAt) => now - sentAt > ANSWER_MS).length;
  }
}
