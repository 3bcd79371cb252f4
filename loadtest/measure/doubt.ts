import type { Counters, Distributions, GeneratorFigures } from "../figures.ts";
import type { Limiter } from "../result.ts";

/** More late inputs than this, and the load was not the one that was asked for. */
const LATE_SHARE = 0.01;
/** An event loop later than this at p99 adds a third of Arena's tick to what it measures. */
const LOOP_LATE_MS = 10;
/** Late although less busy than this: others have the processor. */
const SATURATED = 0.7;

interface Evidence {
  readonly generator: GeneratorFigures;
  readonly counters: Pick<Counters, "inputsDue" | "inputsLate">;
  readonly distributions: Pick<Distributions, "lateness">;
  /** Share of the machine that nobody used, 0 to 1. */
  readonly idle: number;
}

/** Why figures are not the server's alone: bots that were late measure their own lateness too. */
export function doubtOf({ generator, counters, distributions, idle }: Evidence): Limiter | null {
  const { inputsDue, inputsLate } = counters;
  const loopMs = generator.eventLoopMs.p99;
  const isLate = inputsDue > 0 && inputsLate / inputsDue > LATE_SHARE;
  if (!isLate && loopMs <= LOOP_LATE_MS) return null;
  const lateMs = Math.max(loopMs, distributions.lateness?.p99 ?? 0);
  const busy = generator.utilisation;
  return busy >= SATURATED
    ? { kind: "generator", busy, lateMs }
    : { kind: "machine", idle, lateMs };
}
