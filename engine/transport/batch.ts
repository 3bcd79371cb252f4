/** Somebody whose frames can wait for the end of a tick. */
export interface Held {
  /** Sends what waits in one write. */
  flush(): void;
}

const waiting: Held[] = [];
let depth = 0;

/** Are frames to be held until the work that runs now is done? */
export const isHolding = (): boolean => depth > 0;

/** Notes that this one has frames that wait. */
export function holds(line: Held): void {
  waiting.push(line);
}

/**
 * Runs one tick; each client gets what the tick sends it, messages and patch, in one write. One
 * system call per client and tick instead of one per frame.
 */
export function inOneWrite(work: () => void): void {
  depth++;
  try {
    work();
  } finally {
    depth--;
    if (depth === 0) for (const line of waiting.splice(0)) line.flush();
  }
}
