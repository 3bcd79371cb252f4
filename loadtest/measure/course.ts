import type { ServerFigures, TimelineColumn } from "../result.ts";
import { Blend } from "./blend.ts";
import { type Buckets, quantileOf } from "./buckets.ts";
import { largest } from "./largest.ts";
import { type Moment, mergeMoments, momentOf } from "./moment.ts";
import type { Reading } from "./reading.ts";

const MS = 1000;
const BYTES_PER_MB = 1e6;
/** Two hours of seconds: beyond, two neighbours become one. */
const MOMENTS_MAX = 7200;

type ServerRow = Partial<Record<TimelineColumn, number | null>>;

/** How a server fared over a run, from what it said each second. Bounded, however long that is. */
export class Course {
  #moments: Moment[] = [];
  /** Seconds between two moments: more than one once they were thinned. */
  #span = 1;
  #last: Reading | undefined;

  add(t: number, reading: Reading): void {
    const before = this.#moments.at(-1);
    const last = this.#last;
    this.#last = reading;
    const next = momentOf(t, reading, last, before);
    const one = this.#moments.at(-2);
    // Until the last one spans enough, the new one is merged into it.
    if (one && before && this.#span > 1 && t - one.t <= this.#span + 0.5) {
      this.#moments[this.#moments.length - 1] = mergeMoments(before, next);
      return;
    }
    this.#moments.push(next);
    if (this.#moments.length > MOMENTS_MAX) this.#thin();
  }

  /** Null where fewer than two scrapes lie in or beside this time. */
  figures(from: number, to: number, clientSeconds: number): ServerFigures | null {
    const near = this.#moments.filter(({ t }) => t >= from - this.#span && t <= to + this.#span);
    const first = nearest(near, from);
    const last = nearest(near, to);
    if (!first || !last || last.t <= first.t) return null;
    const within = near.filter(({ t }) => t > first.t && t <= last.t);
    const seconds = last.uptime - first.uptime;
    if (seconds <= 0) return null;
    const ticks = minus(last.ticks, first.ticks);
    const cores = (last.cpuSeconds - first.cpuSeconds) / seconds;
    return {
      cores,
      cpuMsPerClientSecond: clientSeconds > 0 ? (cores * MS * (to - from)) / clientSeconds : null,
      eventLoopP99Ms: lagP99(within),
      tickP50Ms: quantileOf(ticks, 0.5),
      tickP99Ms: quantileOf(ticks, 0.99),
      ticks: ticks.counts.at(-1) ?? 0,
      overruns: last.overruns - first.overruns,
      gcMsPerSecond: ((last.gcSeconds - first.gcSeconds) * MS) / seconds,
      rssBytes: Math.max(...within.map(({ rssBytes }) => rssBytes)),
      heapBytes: Math.max(...within.map(({ heapBytes }) => heapBytes)),
    };
  }

  /** Second `t` lasts until `t + 1`; empty where nothing was measured, or a process ended in it. */
  at(t: number): ServerRow {
    const index = this.#after(t + 0.5);
    const before = this.#moments[index - 1];
    const now = this.#moments[index];
    if (!before || !now || now.restarted) return {};
    const seconds = now.uptime - before.uptime;
    if (seconds <= 0) return {};
    const ticks = minus(now.ticks, before.ticks);
    return {
      serverCores: (now.cpuSeconds - before.cpuSeconds) / seconds,
      serverLagP99: now.lag?.p99 ?? null,
      serverLagMax: now.lag?.max ?? null,
      tickP50: quantileOf(ticks, 0.5),
      tickP99: quantileOf(ticks, 0.99),
      // Shared among the seconds that a scrape speaks for, so that their sum is right.
      overruns: (now.overruns - before.overruns) / Math.max(1, Math.round(now.t - before.t)),
      rssMb: now.rssBytes / BYTES_PER_MB,
      heapMb: now.heapBytes / BYTES_PER_MB,
      gcMs: ((now.gcSeconds - before.gcSeconds) * MS) / seconds,
      rooms: now.rooms,
      players: now.players,
      sendQueueBytes: now.sendQueueBytes,
    };
  }

  /** Index of the first moment at or after `t`. */
  #after(t: number): number {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#moments[middle] as Moment).t < t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #thin(): void {
    const [first, ...others] = this.#moments;
    const thinned: Moment[] = first ? [first] : [];
    for (let at = 0; at < others.length; at += 2) {
      const [one, two] = others.slice(at, at + 2);
      if (one) thinned.push(two ? mergeMoments(one, two) : one);
    }
    this.#moments = thinned;
    this.#span *= 2;
  }
}

const minus = (all: Buckets, before: Buckets): Buckets => ({
  bounds: all.bounds,
  counts: all.counts.map((count, at) => count - (before.counts[at] ?? 0)),
});

const nearest = (moments: readonly Moment[], t: number): Moment | undefined =>
  largest(moments, (moment) => -Math.abs(moment.t - t));

function lagP99(moments: readonly Moment[]): number | null {
  const known = moments.flatMap(({ lag }) => (lag ? [lag] : []));
  if (known.length === 0) return null;
  const blend = new Blend();
  for (const lag of known) blend.add(lag, MS);
  return blend.figures.p99;
}
