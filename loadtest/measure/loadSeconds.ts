import type { PhaseKind } from "../figures.ts";
import type { PhaseFigures, Timeline } from "../result.ts";

/** Loads that are as they are in play; the others are made of joins or of silence. */
const USUAL: readonly PhaseKind[] = ["ramp", "hold", "step"];

/** What the server's core had to do in one second. */
export interface LoadSecond {
  readonly clients: number;
  readonly joinsPerSecond: number;
  /** Seconds since the first client came; infinite before. */
  readonly age: number;
  readonly cores: number;
}

/** The seconds of a run that tell what play costs, and what nobody costs. */
export function loadSeconds(
  { t, columns }: Timeline,
  phases: readonly PhaseFigures[],
): readonly LoadSecond[] {
  const { connected, serverCores } = columns;
  const span = (t[1] ?? 1) - (t[0] ?? 0);
  const first = t[connected.findIndex((clients) => (clients ?? 0) > 0)] ?? Number.POSITIVE_INFINITY;
  return t.flatMap((from, at) => {
    const cores = serverCores[at] ?? null;
    const clients = meanClients(connected, at);
    if (cores === null || clients === null) return [];
    const joins = (columns.joins[at] ?? 0) + (columns.failedJoins[at] ?? 0);
    const isIdle = clients === 0 && joins === 0;
    if (!isUsual(phases, { from, to: from + span, isIdle })) return [];
    const age = from < first ? Number.POSITIVE_INFINITY : from - first;
    return [{ clients, joinsPerSecond: joins / span, age, cores }];
  });
}

/** Clients are counted at a second's end, cores over it. */
function meanClients(connected: readonly (number | null)[], at: number): number | null {
  const after = connected[at] ?? null;
  if (after === null) return null;
  const before = at === 0 ? 0 : (connected[at - 1] ?? after);
  return (before + after) / 2;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isIdle: boolean;
}

function isUsual(phases: readonly PhaseFigures[], { from, to, isIdle }: Stretch): boolean {
  const touched = phases.filter((phase) => from < phase.to && to > phase.from);
  if (touched.length === 0) return isIdle;
  return touched.every(
    (phase) => USUAL.includes(phase.kind) && (isIdle || (from >= phase.from && to <= phase.to)),
  );
}
