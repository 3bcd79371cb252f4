/** The first of those with the largest size; undefined of none. */
export const largest = <T>(all: readonly T[], size: (one: T) => number): T | undefined =>
  all.reduce<T | undefined>(
    (best, one) => (best !== undefined && size(best) >= size(one) ? best : one),
    undefined,
  );
