/** A histogram as Prometheus tells it: how many were at most so large. */
export interface Buckets {
  /** Upper bounds, ascending; the last is infinite. */
  readonly bounds: readonly number[];
  /** Cumulative, one per bound. */
  readonly counts: readonly number[];
}

/**
 * The value that a share `q` of all lies below, linear within its bucket as Prometheus'
 * histogram_quantile has it; null without values. It is as exact as its bucket is narrow: a p99
 * between bounds of 16 and 25 ms may be off by nearly 9 ms. What lies above the last finite bound
 * is told as that bound.
 */
export function quantileOf({ bounds, counts }: Buckets, q: number): number | null {
  const total = counts.at(-1) ?? 0;
  if (total <= 0) return null;
  const rank = q * total;
  const at = counts.findIndex((count) => count >= rank && count > 0);
  const upper = bounds[at] ?? Number.POSITIVE_INFINITY;
  const lower = bounds[at - 1] ?? 0;
  if (!Number.isFinite(upper)) return lower;
  const below = counts[at - 1] ?? 0;
  const inside = (counts[at] ?? 0) - below;
  return lower + ((upper - lower) * Math.max(0, rank - below)) / inside;
}
