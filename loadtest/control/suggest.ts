/** Letters to insert, delete, replace or swap with their neighbour until `a` is `b`. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : 1e9;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}

/** `, did you mean "clients"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((right) => ({ right, far: distance(word.toLowerCase(), right.toLowerCase()) }))
    // A third of the letters: more, and it is another word.
    .filter(({ right, far }) => far <= Math.max(1, Math.floor(right.length / 3)))
    .sort((a, b) => a.far - b.far)[0];
  return near === undefined ? "" : `, did you mean "${near.right}"?`;
}

/** `"clinets" is no flag, did you mean "clients"?`; what is known is listed where none is near. */
export function unknown(word: string, what: string, known: readonly string[]): string {
  const hint = didYouMean(word, known) || `; there are ${known.join(", ")}`;
  return `"${word}" is no ${what}${hint}`;
}

/** The known word of which this is a slip: two letters at most, and never the first. */
export const slipOf = <T extends string>(word: string, known: readonly T[]): T | undefined => {
  const small = word.toLowerCase();
  // Shorter ones are near everything.
  if (small.length < 4) return undefined;
  return known.find((right) => small[0] === right[0] && distance(small, right.toLowerCase()) <= 2);
};
