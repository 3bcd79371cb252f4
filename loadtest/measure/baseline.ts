import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { median, sampleStandardDeviation } from "simple-statistics";
import { z } from "zod";
import { DISTRIBUTIONS, PHASE_KINDS } from "../figures.ts";
import type { Compared, PhaseFigures, Result } from "../result.ts";
import { largest } from "./largest.ts";

export type Baseline =
  | { readonly ok: true; readonly runs: readonly Result[] }
  | { readonly ok: false; readonly problem: string };

/** What can be compared of a run; those of another profile, room or size are no baseline. */
export type Comparable = Pick<Result, "run" | "phases" | "total">;
/** What two runs must have in common. */
export type Kind = Pick<Result["run"], "profile" | "room" | "clients">;

const KIND = ["profile", "room", "clients"] as const satisfies readonly (keyof Kind)[];
const BYTES_PER_MB = 1e6;
/** Fewer runs do not tell how much runs differ among themselves. */
const RUNS_MIN = 3;
/** Less than this is no news, even where runs happened to be alike. */
const NOISE_SHARE_MIN = 0.03;
/** Student's t, 99th percentile, for 2 degrees of freedom and more; the last for all beyond. */
const T99 = [6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764];

const percentiles = z.looseObject({ p50: z.number(), p95: z.number(), p99: z.number() });
const phase = z.looseObject({
  kind: z.enum(PHASE_KINDS),
  from: z.number(),
  to: z.number(),
  distributions: z.looseObject(
    Object.fromEntries(DISTRIBUTIONS.map((id) => [id, z.nullable(percentiles)])),
  ),
  bytes: z.nullable(z.looseObject({ in: z.number() })),
  server: z.nullable(
    z.looseObject({
      cpuMsPerClientSecond: z.nullable(z.number()),
      tickP99Ms: z.nullable(z.number()),
      rssBytes: z.number(),
    }),
  ),
});
/** As much of a report as is compared. */
const report = z.looseObject({
  format: z.literal(1),
  run: z.looseObject({ profile: z.string(), room: z.string(), clients: z.number() }),
  phases: z.array(phase),
});

/**
 * Reads report.json files of earlier runs, or the folders that hold them.
 * @param kind of the run that they are for; without, they must be alike among themselves
 */
export async function readBaseline(paths: readonly string[], kind?: Kind): Promise<Baseline> {
  const runs: Result[] = [];
  for (const path of paths) {
    const read = await readReport(path);
    if (!read.ok) return read;
    const different = differenceOf(read.run.run, kind ?? runs[0]?.run ?? read.run.run);
    if (different) return { ok: false, problem: `${path} is no baseline for this: ${different}` };
    runs.push(read.run);
  }
  return { ok: true, runs };
}

/** What keeps a run from being compared, in words; undefined when nothing does. */
export function differenceOf(run: Kind, wanted: Kind): string | undefined {
  const different = KIND.filter((key) => run[key] !== wanted[key]);
  if (different.length === 0) return undefined;
  return different.map((key) => `its ${key} is ${run[key]}, not ${wanted[key]}`).join(", ");
}

async function readReport(
  path: string,
): Promise<{ ok: true; run: Result } | { ok: false; problem: string }> {
  const bad = (problem: string) => ({ ok: false, problem: `${path} ${problem}` }) as const;
  let text: string;
  try {
    const isFolder = (await stat(path)).isDirectory();
    text = await readFile(isFolder ? join(path, "report.json") : path, "utf8");
  } catch (error) {
    return bad(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return bad("is no JSON");
  }
  const parsed = report.safeParse(json);
  if (parsed.success) return { ok: true, run: json as Result };
  const issue = parsed.error.issues[0];
  return bad(`is no report of this load tester (${issue?.path.join(".")}: ${issue?.message})`);
}

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
  const alike = before.filter(({ run }) => differenceOf(run, now.run) === undefined);
  return (Object.keys(FIGURES) as Compared["figure"][]).flatMap((figure) => {
    const value = valueIn(now, figure);
    const earlier = alike.flatMap((run) => valueIn(run, figure) ?? []);
    if (value === null || earlier.length === 0) return [];
    const middle = median(earlier);
    const noise = noiseOf(earlier);
    return [{ figure, now: value, before: middle, noise, word: wordFor(value - middle, noise) }];
  });
}

function valueIn({ phases }: Comparable, figure: Compared["figure"]): number | null {
  const steady = phases.filter(({ kind }) => kind === "hold" || kind === "step");
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
