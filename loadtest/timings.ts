import { build } from "hdr-histogram-js";

/** In milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const US_PER_MS = 1000;
/** A minute: whatever takes longer is as bad as that. */
const LONGEST_US = 60_000_000;

/** A distribution of durations: microseconds, three significant digits, about 90 ns per sample. */
export class Timings {
  readonly #histogram = build({
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
  });

  record(ms: number): void {
    this.#histogram.recordValue(Math.min(LONGEST_US, Math.max(0, Math.round(ms * US_PER_MS))));
  }

  /** Null without samples: a zero would read as "instant". */
  get percentiles(): Percentiles | null {
    const { totalCount: count, maxValue } = this.#histogram;
    if (count === 0) return null;
    // The histogram answers with the upper end of a bucket, which may lie above the largest value.
    const at = (percentile: number) =>
      Math.min(maxValue, this.#histogram.getValueAtPercentile(percentile)) / US_PER_MS;
    return { count, p50: at(50), p95: at(95), p99: at(99), max: maxValue / US_PER_MS };
  }
}
