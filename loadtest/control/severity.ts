import { type Judged, OBJECTIVE_IDS, OBJECTIVES, type ObjectiveId } from "../objectives.ts";

/** Figures that a generator without time for its work makes worse than the server is. */
export const CLIENT_SIDE: readonly ObjectiveId[] = [
  "patchesDelivered",
  "echoP95OverPingMs",
  "unanswered",
  "reconnectP95Ms",
  "joinP95Ms",
];
/** Figures of the server that suffer too, when both sides share a machine that is full. */
export const SERVER_SIDE: readonly ObjectiveId[] = ["tickP99Ms", "tickOverruns"];

/** For sorting: what no player should see before what is slow; among the slow, the farthest off. */
export function worstFirst(a: Judged, b: Judged): number {
  if (isSlowness(a) !== isSlowness(b)) return isSlowness(a) ? 1 : -1;
  const order = OBJECTIVE_IDS.indexOf(a.objective) - OBJECTIVE_IDS.indexOf(b.objective);
  const phases = (a.phase ?? -1) - (b.phase ?? -1);
  if (!isSlowness(a) || excess(a) === excess(b)) return order || phases;
  return excess(b) - excess(a);
}

const isSlowness = ({ objective }: Judged): boolean =>
  CLIENT_SIDE.includes(objective) || SERVER_SIDE.includes(objective);

/** How far beyond its limit, as a factor. */
function excess({ objective, value, limit }: Judged): number {
  if (value === null) return 0;
  const [more, less] = "atLeast" in OBJECTIVES[objective] ? [limit, value] : [value, limit];
  return less === 0 ? Number.POSITIVE_INFINITY : more / less;
}
