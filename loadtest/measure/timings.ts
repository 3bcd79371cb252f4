import { Int32Histogram } from "hdr-histogram-js";
import type { Percentiles } from "../figures.ts";

const US_PER_MS = 1000;
/** A minute: whatever takes longer is as bad as that. */
const LONGEST_US = 60_000_000;
const DIGITS = 3;

/** A histogram as it crosses a process border: [µs, count], only what there is. */
export type Sparse = readonly (readonly [number, number])[];

/** A distribution of durations: microseconds, three significant digits, about 90 ns per sample. */
export class Timings {
  readonly #histogram = new Int32Histogram(1, LONGEST_US, DIGITS);

  record(ms: number): void {
    this.#histogram.recordValue(Math.min(LONGEST_US, Math.max(0, Math.round(ms * US_PER_MS))));
  }

  /** Takes in what another one held. */
  add(sparse: Sparse): void {
    for (const [us, count] of sparse) this.#histogram.recordValueWithCount(us, count);
  }

  /** What it holds, to be added to another. */
  sparse(): Sparse {
    const pairs: [number, number][] = [];
    if (this.#histogram.totalCount === 0) return pairs;
    const values = this.#histogram.recordedValuesIterator;
    values.reset();
    while (values.hasNext()) {
      const { valueIteratedTo, countAddedInThisIterationStep } = values.next();
      pairs.push([valueIteratedTo, countAddedInThisIterationStep]);
    }
    return pairs;
  }

  /** The same; it is empty afterwards. */
  take(): Sparse {
    const pairs = this.sparse();
    if (pairs.length > 0) this.#histogram.reset();
    return pairs;
  }

  /** Null without samples: a zero would read as "instant". */
  get percentiles(): Percentiles | null {
    const { totalCount: count, maxValue } = this.#histogram;
    if (count === 0) return null;
    // The histogram answers with the upper end of a bucket, which may lie above the largest value.
    const at = (percentile: number) =>
      Math.min(maxValue, this.#histogram.getValueAtPercentile(percentile)) / US_PER_MS;
    return {
      count,
      p50: at(50),
      p90: at(90),
      p95: at(95),
      p99: at(99),
      p999: at(99.9),
      max: maxValue / US_PER_MS,
    };
  }
}
