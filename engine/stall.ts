import type { Log } from "./log.ts";

/** How often a healthy event loop is looked at: a standstill is measured to this. */
const LOOK_MS = 100;
/** Shorter ones are garbage collections and other people's processes. */
const STALL_MS = 500;

/** What the process went through, for metrics and health. */
export interface Standstills {
  readonly count: number;
  readonly longestMs: number;
  readonly lastMs: number;
}

/**
 * Measures when the event loop stands still: a step that takes seconds, a synchronous call, a
 * machine that is not scheduled. All rooms stand still then, and none of them could tell.
 */
export class StallWatch {
  #count = 0;
  #longestMs = 0;
  #lastMs = 0;
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;

  get standstills(): Standstills {
    return { count: this.#count, longestMs: this.#longestMs, lastMs: this.#lastMs };
  }

  /** Watches until as many stops as starts were called; one timer whoever asks. */
  start(log: Log): () => void {
    if (this.#watchers++ === 0) this.#watch(log);
    let stopped = false;
    return () => {
      if (stopped) return;
      stopped = true;
      if (--this.#watchers === 0) clearInterval(this.#timer);
    };
  }

  #watch(log: Log): void {
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      const ms = Math.round(now - last - LOOK_MS);
      last = now;
      if (ms >= STALL_MS) this.#note(ms, log);
    }, LOOK_MS);
    this.#timer.unref?.();
  }

  #note(ms: number, log: Log): void {
    this.#count++;
    this.#lastMs = ms;
    this.#longestMs = Math.max(this.#longestMs, ms);
    log.warn({ ms, count: this.#count }, "event loop stood still");
  }
}
