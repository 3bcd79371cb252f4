import {
  type Judged,
  type Limits,
  OBJECTIVES,
  type ObjectiveId,
  type SloOverrides,
} from "../objectives.ts";
import type { PhaseFigures } from "../result.ts";
import { limitsOf } from "./slo.ts";
import { type PhaseContext, phaseValue, type RunFacts, runValue } from "./values.ts";

/** One phase against what is demanded of its kind. */
export function judgePhase(
  layers: readonly SloOverrides[],
  index: number,
  figures: PhaseFigures,
  context: PhaseContext,
): readonly Judged[] {
  return judge(limitsOf(layers, figures.kind), index, (id) => phaseValue(id, figures, context));
}

/** What holds for the run as a whole. */
export const judgeRun = (layers: readonly SloOverrides[], facts: RunFacts): readonly Judged[] =>
  judge(limitsOf(layers, "run"), null, (id) => runValue(id, facts));

function judge(
  limits: Limits,
  phase: number | null,
  measured: (id: ObjectiveId) => number | null,
): readonly Judged[] {
  const judged: Judged[] = [];
  for (const [objective, limit] of Object.entries(limits) as [ObjectiveId, number | null][]) {
    if (limit === null) continue;
    const value = measured(objective);
    judged.push({
      objective,
      phase,
      limit,
      value,
      ok: value === null || meets(objective, value, limit),
    });
  }
  return judged;
}

function meets(objective: ObjectiveId, value: number, limit: number): boolean {
  return "atLeast" in OBJECTIVES[objective] ? value >= limit : value <= limit;
}
