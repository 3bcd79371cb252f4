/** A probe without an answer after this long is lost. */
const LOST_MS = 5000;

/** What has gone wrong with probes since the last look. */
export interface ProbeFaults {
  readonly lost: number;
  /** Answered twice, or out of order. */
  readonly twice: number;
}

/**
 * The tagged messages of one stay: each number has to come back once, in order, as a room's channel
 * keeps it. What was on its way when the line broke may come back or not.
 */
export class Probes {
  readonly #pending = new Map<number, number>();
  /** Neither lost nor twice, whatever becomes of them now. */
  readonly #forgiven = new Set<number>();
  /** Lost, because a later one was answered before. */
  readonly #overtaken = new Set<number>();
  #next = 0;
  #lost = 0;
  #twice = 0;
  #onSettled: () => void = () => {};

  /** The number to send now. */
  next(now: number): number {
    this.#pending.set(this.#next, now);
    return this.#next++;
  }

  back(n: number): void {
    if (this.#pending.delete(n)) {
      for (const before of this.#pending.keys()) if (before < n) this.#overtake(before);
    } else if (this.#overtaken.delete(n)) {
      // It only was out of order.
      this.#lost--;
      this.#twice++;
    } else if (!this.#forgiven.delete(n)) this.#twice++;
    this.#settle();
  }

  /** The line broke. */
  broke(): void {
    for (const n of this.#pending.keys()) this.#forgiven.add(n);
    this.#pending.clear();
    this.#settle();
  }

  /** Resolves when none is on its way. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#onSettled = resolve;
      this.#settle();
    });
  }

  /** Since the last time; `lost` is below zero when one has come that was taken for lost. */
  take(now: number): ProbeFaults {
    for (const [n, sentAt] of this.#pending) {
      if (now - sentAt <= LOST_MS) break;
      this.#pending.delete(n);
      // Or its late answer would count as a second one.
      this.#forgiven.add(n);
      this.#lost++;
    }
    const faults = { lost: this.#lost, twice: this.#twice };
    this.#lost = 0;
    this.#twice = 0;
    return faults;
  }

  #overtake(n: number): void {
    this.#pending.delete(n);
    this.#overtaken.add(n);
    this.#lost++;
  }

  #settle(): void {
    if (this.#pending.size === 0) this.#onSettled();
  }
}
