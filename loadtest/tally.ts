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

/** "join/full ×3, join/unreachable ×1", the most frequent first; "none" when empty. */
export function inWords(tally: Tally): string {
  const entries = Object.entries(tally).sort(([, a], [, b]) => b - a);
  return entries.map(([id, n]) => `${id} ×${n}`).join(", ") || "none";
}
