import { Timings } from "./timings.ts";

/** What is known of a stretch of time: some of its percentiles. In ms. */
export interface Known {
  readonly p50: number;
  readonly p90?: number | undefined;
  readonly p99: number;
  readonly max: number;
}

const POINTS = 100;
const MS_PER_WEIGHT = 100;
const US_PER_MS = 1000;

/**
 * The percentiles of many stretches together, when each is known by a few of its own: every stretch
 * is spread out again, straight between what is known, as heavy as it is long. A mean of percentiles
 * would hide the bad second among good ones, and their largest would make it all there is.
 */
export class Blend {
  readonly #timings = new Timings();
  #max = 0;

  /** @param ms how long the stretch was */
  add(known: Known, ms: number): void {
    const weight = Math.max(1, Math.round(ms / MS_PER_WEIGHT));
    const knots = knotsOf(known);
    for (let point = 0; point < POINTS; point++) {
      const value = valueAt(knots, (point + 0.5) / POINTS);
      this.#timings.add([[Math.round(Math.max(0, value) * US_PER_MS), weight]]);
    }
    this.#max = Math.max(this.#max, known.max);
  }

  /** Zeros before anything was added: whoever asks has measured that nothing was late. */
  get figures(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const { p50 = 0, p99 = 0 } = this.#timings.percentiles ?? {};
    return { p50, p99, max: this.#max };
  }
}

type Knot = readonly [share: number, value: number];

const knotsOf = ({ p50, p90, p99, max }: Known): readonly Knot[] => [
  [0, 0],
  [0.5, p50],
  ...(p90 === undefined ? [] : [[0.9, p90] as const]),
  [0.99, p99],
  [1, max],
];

function valueAt(knots: readonly Knot[], share: number): number {
  const next = Math.max(
    1,
    knots.findIndex(([at]) => at >= share),
  );
  const [fromShare, from] = knots[next - 1] ?? [0, 0];
  const [toShare, to] = knots[next] ?? [1, from];
  return from + ((to - from) * (share - fromShare)) / (toShare - fromShare);
}
