/** ms of the machine's monotonic clock, which all its processes share and no played sleep stops. */
export const trueNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Between two readings the thread may lose its core: then the comparison is worth nothing. */
const TIGHT_MS = 0.5;

/** By how much that clock is ahead of another one, read in the same moment. */
export function ahead(other: () => number): number {
  for (;;) {
    const before = trueNow();
    const reading = other();
    if (trueNow() - before <= TIGHT_MS) return before - reading;
  }
}
