import { median, sampleStandardDeviation } from "simple-statistics";
import type { Compared, PhaseFigures, Result } from "../result.ts";
import { largest } from "./largest.ts";

/** What can be compared of a run. */
export type Comparable = Pick<Result, "phases" | "total">;

const BYTES_PER_MB = 1e6;
/** Fewer runs do not tell how much runs differ among themselves. */
const RUNS_MIN = 3;
/** Less than this is no news, even where runs happened to be alike. */
const NOISE_SHARE_MIN = 0.03;
/** Student's t, 99th percentile, for 2 degrees of freedom and more; the last for all beyond. */
const T99 = [6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764];

/** In all of them less is better. Undefined or null: the run did not measure it. */
const FIGURES: Readonly<
  Record<Compared["figure"], (phase: PhaseFigures) => number | null | undefined>
> = {
  echoP50: ({ distributions }) => distributions.echo?.p50,
  echoP95: ({ distributions }) => distributions.echo?.p95,
  echoP99: ({ distributions }) => distributions.echo?.p99,
  joinP95: ({ distributions }) => distributions.join?.p95,
  bytesIn: ({ bytes }) => bytes?.in,
  cpuMsPerClientSecond: ({ server }) => server?.cpuMsPerClientSecond,
  tickP99: ({ server }) => server?.tickP99Ms,
  rssMb: ({ server }) => (server ? server.rssBytes / BYTES_PER_MB : null),
};

/**
 * This run beside earlier ones. Joins are those of the phase in which most of them were; all else
 * is of the longest phase in which the load stayed.
 */
export function compare(now: Comparable, before: readonly Comparable[]): readonly Compared[] {
  return (Object.keys(FIGURES) as Compared["figure"][]).flatMap((figure) => {
    const value = valueIn(now, figure);
    const earlier = before.flatMap((run) => valueIn(run, figure) ?? []);
    if (value === null || earlier.length === 0) return [];
    const middle = median(earlier);
    const noise = noiseOf(earlier);
    return [{ figure, now: value, before: middle, noise, word: wordFor(value - middle, noise) }];
  });
}

/** The load stays as it is: only then do figures say something of it. */
export const isSteady = ({ kind }: Pick<PhaseFigures, "kind">): boolean =>
  kind === "hold" || kind === "step";

function valueIn({ phases }: Comparable, figure: Compared["figure"]): number | null {
  const steady = phases.filter(isSteady);
  const phase =
    figure === "joinP95"
      ? largest(phases, ({ distributions }) => distributions.join?.count ?? 0)
      : largest(steady.length > 0 ? steady : phases, ({ from, to }) => to - from);
  return (phase && FIGURES[figure](phase)) ?? null;
}

/**
 * How far from the median one more run may lie and be like the others, in 98 of 100: Student's
 * interval for one more value. The usual three scaled median deviations were tried: with three
 * runs, whose median deviation is often nearly nothing, they called one in seven runs worse that was
 * not, and one in fourteen with five; this calls one in a hundred.
 */
export function noiseOf(values: readonly number[]): number | null {
  const n = values.length;
  if (n < RUNS_MIN) return null;
  const t = T99[Math.min(n - RUNS_MIN, T99.length - 1)] as number;
  const band = t * sampleStandardDeviation([...values]) * Math.sqrt(1 + 1 / n);
  return Math.max(band, NOISE_SHARE_MIN * Math.abs(median([...values])));
}

function wordFor(more: number, noise: number | null): Compared["word"] {
  if (noise === null) return "unknown";
  if (Math.abs(more) <= noise) return "same";
  return more < 0 ? "better" : "worse";
}
