import { type Judged, OBJECTIVES } from "../objectives.ts";
import { isAtLeast } from "./facts.ts";

/** Share of what the limit leaves room for, 0 where there is none to speak of. */
export function usedOf({ objective, value, limit }: Judged): number {
  if (value === null) return 0;
  const isShareAtLeast = isAtLeast(objective) && OBJECTIVES[objective].unit === "share";
  if (isShareAtLeast) return limit < 1 ? (1 - value) / (1 - limit) : 0;
  return limit > 0 && !isAtLeast(objective) ? value / limit : 0;
}

/** One demand, or several phases' that are alike: the one that came closest to the limit. */
export interface Demand {
  readonly judged: Judged;
  /** How many phases it stands for. */
  readonly of: number;
}

/** The broken ones, each by itself, then those that are met, then what could not be judged. */
export function demandsOf(judged: readonly Judged[]): readonly Demand[] {
  const broken = judged.filter(({ ok }) => !ok).map((one) => ({ judged: one, of: 1 }));
  const alike = Map.groupBy(
    judged.filter(({ ok }) => ok),
    ({ objective, limit }) => `${objective} ${limit}`,
  );
  const met = [...alike.values()].map((group) => {
    const known = group.filter(({ value }) => value !== null);
    const all = known.length > 0 ? known : group;
    const closest = all.reduce((a, b) => (usedOf(b) > usedOf(a) ? b : a));
    return { judged: closest, of: all.length };
  });
  const isUnknown = ({ judged: { value } }: Demand) => Number(value === null);
  return [...broken, ...met.sort((a, b) => isUnknown(a) - isUnknown(b))];
}
