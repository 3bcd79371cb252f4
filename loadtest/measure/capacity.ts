import type { Capacity, PhaseFigures, Timeline } from "../result.ts";

/** @param seed of the bootstrap that the interval comes from */
export function estimateCapacity(
  _timeline: Timeline,
  _phases: readonly PhaseFigures[],
  _seed: number,
): Capacity {
  throw new Error("not built");
}
