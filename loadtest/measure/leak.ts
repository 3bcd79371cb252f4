import type { Leak, PhaseFigures, Timeline } from "../result.ts";

export function leakOf(_timeline: Timeline, _phases: readonly PhaseFigures[], _seed: number): Leak {
  throw new Error("not built");
}
