import type { Known } from "./blend.ts";
import type { Buckets } from "./buckets.ts";
import type { Reading } from "./reading.ts";

/** One scrape on the run's time axis; counters go on over restarts of the process. */
export interface Moment {
  /** Second of the run. */
  readonly t: number;
  /** A new process has begun since the moment before: nobody knows what the old one did last. */
  readonly restarted: boolean;
  readonly uptime: number;
  readonly cpuSeconds: number;
  readonly gcSeconds: number;
  readonly overruns: number;
  readonly ticks: Buckets;
  readonly lag: Known | undefined;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly rooms: number;
  readonly players: number;
  readonly sendQueueBytes: number;
}
/**
 * @param t second of the run
 * @param last reading before this one, and `before` what became of it
 */
export function momentOf(
  t: number,
  now: Reading,
  last: Reading | undefined,
  before: Moment | undefined,
): Moment {
  const restarted = last !== undefined && now.startedAt !== last.startedAt;
  /** Counters that fall have begun anew. */
  const go = (sum: number | undefined, from: number | undefined, to: number) =>
    (sum ?? 0) + (from === undefined ? 0 : restarted || to < from ? to : to - from);
  const { lag, rssBytes, heapBytes, rooms, players, sendQueueBytes, ticks } = now;
  return {
    t,
    restarted,
    uptime: go(before?.uptime, last?.uptime, now.uptime),
    cpuSeconds: go(before?.cpuSeconds, last?.cpuSeconds, now.cpuSeconds),
    gcSeconds: go(before?.gcSeconds, last?.gcSeconds, now.gcSeconds),
    overruns: go(before?.overruns, last?.overruns, now.overruns),
    ticks: {
      bounds: ticks.bounds,
      counts: ticks.counts.map((count, at) =>
        go(before?.ticks.counts[at], last && (last.ticks.counts[at] ?? 0), count),
      ),
    },
    lag,
    rssBytes,
    heapBytes,
    rooms,
    players,
    sendQueueBytes,
  };
}

/** Of two neighbours one: counters are the later one's, of gauges stays what is worse. */
export function mergeMoments(one: Moment, two: Moment): Moment {
  const worst = (a: number, b: number) => Math.max(a, b);
  return {
    ...two,
    restarted: one.restarted || two.restarted,
    lag: one.lag && two.lag ? worseLag(one.lag, two.lag) : (one.lag ?? two.lag),
    rssBytes: worst(one.rssBytes, two.rssBytes),
    // The lowest: what a collection left, which tells of leaks.
    heapBytes: Math.min(one.heapBytes, two.heapBytes),
    rooms: worst(one.rooms, two.rooms),
    players: worst(one.players, two.players),
    sendQueueBytes: worst(one.sendQueueBytes, two.sendQueueBytes),
  };
}

const worseLag = (a: Known, b: Known): Known => ({
  p50: Math.max(a.p50, b.p50),
  p90: Math.max(a.p90 ?? a.p99, b.p90 ?? b.p99),
  p99: Math.max(a.p99, b.p99),
  max: Math.max(a.max, b.max),
});
