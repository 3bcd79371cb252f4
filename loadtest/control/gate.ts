import type { Counters } from "../figures.ts";
import type { Judged, SloOverrides } from "../objectives.ts";
import type { PhaseFigures } from "../result.ts";
import { judgeRun } from "./judge.ts";
import { worstFirst } from "./severity.ts";

/** Counts are final: one is one too many. Figures need so much time and so many samples first. */
const COUNTS: readonly string[] = ["failedJoins", "lostStays"];
const ENOUGH_S = 5;
const ENOUGH = 200;

/** The gate that a running phase has broken for certain, the worst; undefined while none is. */
export function firesOn(
  figures: PhaseFigures,
  second: number,
  judged: readonly Judged[],
  layers: readonly SloOverrides[],
  counters: Counters,
): Judged | undefined {
  const samples = figures.distributions.echo?.count ?? figures.distributions.interval?.count ?? 0;
  // A figure that the generator spoiled proves nothing, so it ends nothing either.
  const isSettled =
    samples >= ENOUGH && second - figures.from >= ENOUGH_S && figures.doubt === null;
  const certain = judged.filter(({ objective }) => isSettled || COUNTS.includes(objective));
  // Those that are known only when all have left are not available yet.
  const run = judgeRun(layers, { counters, leftBehind: null, leak: NO_LEAK });
  const broken = [...run, ...certain].filter(({ ok }) => !ok);
  return broken.sort(worstFirst)[0];
}

const NO_LEAK = { known: false, why: "tooShort" } as const;
