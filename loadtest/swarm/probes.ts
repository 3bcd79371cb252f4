/** A probe without an answer after this long is lost. */
const LOST_MS = 5000;

/** What has gone wrong with probes since the last look. */
export interface ProbeFaults {
  readonly lost: number;
  /** Answered twice, or out of order. */
  readonly twice: number;
}

/**
 * The tagged messages of one stay: each number has to come back once, in order. What was on its way
 * when the line broke may come back or not.
 */
export class Probes {
  readonly #pending = new Map<number, number>();
  /** Neither lost nor twice, whatever becomes of them now. */
  readonly #forgiven = new Set<number>();
  #next = 0;
  #highest = -1;
  #twice = 0;

  /** The number to send now. */
  next(now: number): number {
    this.#pending.set(this.#next, now);
    return this.#next++;
  }

  back(n: number): void {
    if (this.#pending.delete(n)) {
      if (n < this.#highest) this.#twice++;
      this.#highest = Math.max(this.#highest, n);
    } else if (!this.#forgiven.delete(n)) this.#twice++;
  }

  /** The line broke. */
  broke(): void {
    for (const n of this.#pending.keys()) this.#forgiven.add(n);
    this.#pending.clear();
  }

  take(now: number): ProbeFaults {
    let lost = 0;
    for (const [n, sentAt] of this.#pending) {
      if (now - sentAt <= LOST_MS) break;
      this.#pending.delete(n);
      // Or its late answer would count as a second one.
      this.#forgiven.add(n);
      lost++;
    }
    const twice = this.#twice;
    this.#twice = 0;
    return { lost, twice };
  }
}
