import type { RoomFigures } from "../result.ts";
import { type Buckets, quantileOf } from "./buckets.ts";
import type { RoomReading } from "./reading.ts";

const WORST = 20;
/** Rooms that are remembered; when more have come and gone, those of them that fared best are not. */
const KEPT_MAX = 2000;

interface RoomSum {
  ticks: Buckets;
  overruns: number;
  /** The most at once. */
  clients: number;
  /** As it stood at the scrape before. */
  last: Pick<RoomReading, "ticks" | "overruns">;
}

/** Which rooms took longest over the run. */
export class RoomWatch {
  readonly #rooms = new Map<string, RoomSum>();
  #isFirst = true;

  add(byRoom: ReadonlyMap<string, RoomReading>): void {
    for (const [room, now] of byRoom) {
      const sum = this.#rooms.get(room) ?? begin(now, this.#isFirst);
      this.#rooms.set(room, sum);
      sum.ticks = {
        bounds: now.ticks.bounds,
        counts: now.ticks.counts.map(
          (count, at) => (sum.ticks.counts[at] ?? 0) + grown(sum.last.ticks.counts[at] ?? 0, count),
        ),
      };
      sum.overruns += grown(sum.last.overruns, now.overruns);
      sum.clients = Math.max(sum.clients, now.clients);
      sum.last = now;
    }
    this.#isFirst = false;
    if (this.#rooms.size > KEPT_MAX) this.#forget(byRoom);
  }

  /** Rooms that are remembered. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Those with the longest ticks first. */
  worst(): readonly RoomFigures[] {
    return [...this.#rooms]
      .map(([room, { ticks, overruns, clients }]) => ({
        room,
        tickP99Ms: quantileOf(ticks, 0.99),
        ticks: ticks.counts.at(-1) ?? 0,
        overruns,
        clients,
      }))
      .filter(({ ticks }) => ticks > 0)
      .sort(byTicks)
      .slice(0, WORST);
  }

  #forget(open: ReadonlyMap<string, RoomReading>): void {
    const worst = new Set(this.worst().map(({ room }) => room));
    for (const room of this.#rooms.keys()) {
      if (!open.has(room) && !worst.has(room)) this.#rooms.delete(room);
    }
  }
}

/** What a room that was there before the run had done until then is not the run's. */
const begin = (now: RoomReading, wasThere: boolean): RoomSum => ({
  ticks: { bounds: now.ticks.bounds, counts: [] },
  overruns: 0,
  clients: 0,
  last: wasThere ? now : { ticks: { bounds: [], counts: [] }, overruns: 0 },
});

/** A counter that falls has begun anew. */
const grown = (from: number, to: number): number => (to < from ? to : to - from);

const byTicks = (a: RoomFigures, b: RoomFigures): number =>
  (b.tickP99Ms ?? 0) - (a.tickP99Ms ?? 0) || b.overruns - a.overruns;
