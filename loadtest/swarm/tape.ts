import type { Sparse } from "../measure/timings.ts";

const US_PER_MS = 1000;
/** A minute: whatever takes longer is as bad as that. */
const LONGEST_US = 60_000_000;
/** Below this each µs has a bucket of its own; above, every power of two has half as many. */
const FINE = 2048;
const HALF = FINE / 2;
/** `Math.clz32` of what fills the fine buckets. */
const FINE_CLZ = 21;
const BUCKETS = bucketOf(LONGEST_US) + 1;

/**
 * Durations of one second, waiting to be handed in: the buckets of an HDR histogram with three
 * digits, so that nothing changes when they are added to one. It remembers which it has touched,
 * because to look through all of them took 1.5 ms a second for each distribution; a sample costs
 * about 10 ns instead of 90.
 */
export class Tape {
  readonly #counts = new Int32Array(BUCKETS);
  readonly #touched: number[] = [];

  record(ms: number): void {
    const us = Math.min(LONGEST_US, Math.max(0, Math.round(ms * US_PER_MS)));
    const bucket = bucketOf(us);
    const count = this.#counts[bucket] as number;
    if (count === 0) this.#touched.push(bucket);
    this.#counts[bucket] = count + 1;
  }

  /** What it holds; it is empty afterwards. */
  take(): Sparse {
    const counts = this.#counts;
    const pairs = this.#touched.map((bucket) => [topOf(bucket), counts[bucket] as number] as const);
    for (const bucket of this.#touched) counts[bucket] = 0;
    this.#touched.length = 0;
    return pairs;
  }
}

function bucketOf(us: number): number {
  if (us < FINE) return us;
  const shift = FINE_CLZ - Math.clz32(us);
  return FINE + (shift - 1) * HALF + ((us >> shift) - HALF);
}

/** The largest value of a bucket, in µs: by it the histogram knows the bucket. */
function topOf(bucket: number): number {
  if (bucket < FINE) return bucket;
  const shift = Math.floor((bucket - FINE) / HALF) + 1;
  const mantissa = HALF + ((bucket - FINE) % HALF);
  return Math.min(LONGEST_US, ((mantissa + 1) << shift) - 1);
}
