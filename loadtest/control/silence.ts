import type { Clock } from "./clock.ts";

/** A worker has something to say every second. */
const LOOK_MS = 1000;
const LOOKS = 5;
/** Whoever has missed so many when another one is given up loops by the same bot. */
const SUSPECT_LOOKS = 3;

export interface Silent {
  readonly worker: number;
  readonly seconds: number;
}

/**
 * Listens for workers that have fallen silent: their bot never comes back from its decision. Looks
 * are counted instead of time, because while this process stands still it hears nobody.
 */
export class Silence {
  readonly #missed: number[];

  constructor(workers: number) {
    this.#missed = Array.from({ length: workers }, () => 0);
  }

  heard(worker: number): void {
    this.#missed[worker] = 0;
  }

  /** Who says nothing, once one of them has not for more than 5 s; nobody when `over` fires first. */
  async found(clock: Clock, over: AbortSignal): Promise<readonly Silent[]> {
    for (;;) {
      await clock.sleep(LOOK_MS, over);
      if (over.aborted) return [];
      for (const [worker, missed] of this.#missed.entries()) this.#missed[worker] = missed + 1;
      if (Math.max(...this.#missed) > LOOKS) break;
    }
    const silent = [...this.#missed.entries()].filter(([, missed]) => missed > SUSPECT_LOOKS);
    return silent.map(([worker, missed]) => ({ worker, seconds: missed - 1 }));
  }
}
