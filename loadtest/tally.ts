/** Counts by stable id: "join/full" → 3. */
export type Tally = Record<string, number>;

export function count(tally: Tally, id: string): void {
  tally[id] = (tally[id] ?? 0) + 1;
}

/** What has been counted; the tally starts anew, and stays the same object for who holds it. */
export function drain(tally: Tally): Tally {
  const taken = { ...tally };
  for (const id of Object.keys(tally)) delete tally[id];
  return taken;
}

export const total = (tally: Tally): number => Object.values(tally).reduce((sum, n) => sum + n, 0);
