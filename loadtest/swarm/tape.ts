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
  #largest = 0;

  record(ms: number): void {
    const us = Math.min(LONGEST_US, Math.max(0, Math.round(ms * US_PER_MS)));
    const bucket = bucketOf(us);
    const count = this.#counts[bucket] as number;
    if (count === 0) this.#touched.push(bucket);
    this.#counts[bucket] = count + 1;
    if (us > this.#largest) this.#largest = us;
  }

  /** What it holds; it is empty afterwards. */
  take(): Sparse {
    const counts = this.#counts;
    // A value tells its bucket; of the highest one it is the largest sample, which stays exact.
    const largest = this.#largest;
    const pairs = this.#touched.map(
      (bucket) => [Math.min(largest, topOf(bucket)), counts[bucket] as number] as const,
    );
    for (const bucket of this.#touched) counts[bucket] = 0;
    this.#touched.length = 0;
    this.#largest = 0;
    return pairs;
  }
}

function bucketOf(us: number): number {
  if (us < FINE) return us;
  const shift = FINE_CLZ - Math.clz32(us);
  return FINE + (shift - 1) * HALF + ((us >> shift) - HALF);
}

/** The largest value of a bucket, in µs: what the histogram itself would answer. */
function topOf(bucket: number): number {
  if (bucket < FINE) return bucket;
  const shift = Math.floor((bucket - FINE) / HALF) + 1;
  const mantissa = HALF + ((bucket - FINE) % HALF);
  return ((mantissa + 1) << shift) - 1;
}
