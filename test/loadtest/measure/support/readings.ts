import type { Reading } from "../../../../loadtest/measure/reading.ts";

const BOUNDS = [1, 2, 4, 8, 16, 33, Number.POSITIVE_INFINITY];

/** So many ticks of `ms` each, as buckets have them. */
export const ticksOf = (ms: number, count: number): Reading["ticks"] => ({
  bounds: BOUNDS,
  counts: BOUNDS.map((bound) => (ms <= bound ? count : 0)),
});

/** A process that began at 1000 and has run for `uptime` seconds, on half a core at 30 ticks. */
export function reading(uptime: number, more: Partial<Reading> = {}): Reading {
  return {
    startedAt: 1000,
    uptime,
    cpuSeconds: uptime / 2,
    gcSeconds: uptime / 100,
    overruns: 0,
    ticks: ticksOf(3, uptime * 30),
    lag: { p50: 0, p90: 1, p99: 2, max: 3 },
    rssBytes: 100e6,
    heapBytes: 50e6,
    rooms: 1,
    players: 10,
    watchers: 2,
    waitingSeats: 1,
    connections: 12,
    sendQueueBytes: 0,
    byRoom: new Map(),
    ...more,
  };
}
