import type { Leak, PhaseFigures, Timeline } from "../result.ts";
import { largest } from "./largest.ts";
import { blockOf, bootstrap, interval, leastSquares, type Observation } from "./regression.ts";

const SECONDS_PER_HOUR = 3600;
/** Of one load, or nothing is said. */
export const LEAK_SECONDS_MIN = 600;
const WINDOWS = 20;
/** Caches fill and code is compiled while a load is new: that is growth, and no leak. */
const SETTLING_SHARE = 0.2;
const SETTLING_SECONDS_MAX = 300;
const DRAWS = 1000;

/** The interval holds the limit: nobody knows on which side of it the truth is. */
export const isUnsure = (leak: Leak, limit: number): boolean =>
  leak.known && leak.low <= limit && leak.high > limit;

/**
 * Growth of the server's heap in the longest stretch of constant load. The heap is a saw: what it
 * holds is seen after a collection, so each twentieth of the time gives its lowest value, and a line
 * is fitted through those. Where collections are rarer than windows the interval is wide rather than
 * wrong: it comes from blocks of windows (see `bootstrap`), and held the truth in 91 to 100 % of 200
 * simulated runs each of 10 and 30 minutes with teeth of 10 s to 4 min.
 */
export function leakOf(timeline: Timeline, phases: readonly PhaseFigures[], seed: number): Leak {
  const { t, columns } = timeline;
  if (columns.heapMb.every((heap) => heap === null)) return { known: false, why: "noServerSeries" };
  const holds = phases.filter(({ kind }) => kind === "hold");
  const hold = largest(holds, (phase) => phase.to - phase.from);
  const seconds = hold ? hold.to - hold.from : 0;
  if (!hold || seconds < LEAK_SECONDS_MIN) return { known: false, why: "tooShort" };
  const from = hold.from + Math.min(SETTLING_SHARE * seconds, SETTLING_SECONDS_MAX);
  const heaps = t.flatMap((at, index) => {
    const mb = columns.heapMb[index] ?? null;
    return mb !== null && at >= from && at < hold.to ? [{ at, mb }] : [];
  });
  const floors = floorsOf(heaps, from, hold.to);
  const [, mbPerHour] = leastSquares(floors) ?? [];
  // A server that died early leaves a hold that is long and mostly unmeasured.
  if (mbPerHour === undefined || floors.length < WINDOWS / 2) {
    return { known: false, why: "tooShort" };
  }
  const block = blockOf(floors.length);
  const draws = bootstrap(floors, { rng: { rng: seed >>> 0 }, draws: DRAWS, block });
  const minutes = (hold.to - from) / 60;
  return { known: true, mbPerHour, ...interval(draws.map(([, slope = 0]) => slope)), minutes };
}

interface Heap {
  /** Second of the run. */
  readonly at: number;
  readonly mb: number;
}

/** The lowest of each window, where it was: x in hours, y in MB. */
function floorsOf(heaps: readonly Heap[], from: number, to: number): readonly Observation[] {
  const windows = Map.groupBy(heaps, ({ at }) => Math.floor(((at - from) / (to - from)) * WINDOWS));
  return [...windows.values()].map((window) => {
    const lowest = window.reduce((best, heap) => (heap.mb < best.mb ? heap : best));
    return { x: [1, (lowest.at - from) / SECONDS_PER_HOUR], y: lowest.mb };
  });
}
