import { PerformanceObserver } from "node:perf_hooks";

/** What a server process says of itself. */
export interface Sample {
  /** Monotonic ms. */
  readonly at: number;
  /** µs of user and system time since the start. */
  readonly cpu: number;
  readonly heap: number;
  readonly rss: number;
  /** Full collections since the start; those that were asked for are not counted. */
  readonly markCompacts: number;
}

export type Ask = { readonly ask: "sample" } | { readonly ask: "collect" };

const MAJOR = 4;

/** Answers the questions of the benchmark, which started this process. */
export function answerMeter(port: number): void {
  let markCompacts = 0;
  let asked = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { detail: { kind: number } }[]) {
      if (entry.detail.kind === MAJOR) markCompacts++;
    }
  }).observe({ entryTypes: ["gc"] });
  const sample = (): Sample => {
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    const counted = Math.max(0, markCompacts - asked);
    return {
      at: performance.now(),
      cpu: user + system,
      heap: heapUsed,
      rss,
      markCompacts: counted,
    };
  };
  process.on("message", ({ ask }: Ask) => {
    if (ask === "collect") {
      globalThis.gc?.();
      asked++;
    }
    // The observer hears of a collection a moment later.
    setTimeout(() => process.send?.(sample()), 50);
  });
  process.send?.({ port });
}
