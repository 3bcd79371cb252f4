import { Histogram } from "./histogram.ts";
import type { WaitingSeats } from "./seats.ts";

/** Around a step of 30 Hz, and fine below it, where most ticks are. */
const TICK_BOUNDS_MS = [0.25, 0.5, 1, 2, 4, 8, 16, 25, 33, 50, 100, 250, 1000];

/** What a room has counted since it began, or what rooms have together. */
export interface RoomCounts {
  /** How long each tick took with its patch, in ms. */
  readonly ticks: Histogram;
  /** Ticks that took longer than their step, and those that were dropped after a standstill. */
  readonly overruns: number;
  /** Clients that held another state than they should. */
  readonly desyncs: number;
  /** Full states sent in place of patches, to slow readers and after desyncs. */
  readonly resyncs: number;
  /** What it threw. */
  readonly faults: number;
}

/** A room as far as it is counted. */
export interface Counted {
  readonly roomId: string;
  /** Its type. */
  readonly roomName: string;
  readonly asleep: boolean;
  readonly waiting: WaitingSeats;
  /** Is its id an invitation, and in no list? */
  readonly isPrivate: boolean;
  /** What it tells the lobby; the app knows its shape. */
  readonly metadata: unknown;
  readonly counts: RoomCounts;
}

export const newTicks = (): Histogram => new Histogram(TICK_BOUNDS_MS);

/** The rooms of one app, and what those that are gone have counted: sums never go back. */
export class Census {
  readonly #rooms = new Set<Counted>();
  readonly #gone = new Map<string, Sums>();

  /** Returns the removal. */
  add(room: Counted): () => void {
    this.#rooms.add(room);
    return () => {
      if (this.#rooms.delete(room)) include(this.#gone, room);
    };
  }

  /** Open rooms, the oldest first. */
  get rooms(): readonly Counted[] {
    return [...this.#rooms];
  }

  /** Counts by type of room, gone rooms included. */
  totals(): ReadonlyMap<string, RoomCounts> {
    const totals = new Map<string, Sums>();
    for (const [roomName, counts] of this.#gone) include(totals, { roomName, counts });
    for (const room of this.#rooms) include(totals, room);
    return totals;
  }
}

const noCounts = (): Sums => ({
  ticks: newTicks(),
  overruns: 0,
  desyncs: 0,
  resyncs: 0,
  faults: 0,
});

type Sums = { -readonly [Name in keyof RoomCounts]: RoomCounts[Name] };

function include(
  totals: Map<string, Sums>,
  { roomName, counts }: Pick<Counted, "roomName" | "counts">,
): void {
  const sums = totals.get(roomName) ?? noCounts();
  totals.set(roomName, sums);
  sums.ticks.add(counts.ticks);
  sums.overruns += counts.overruns;
  sums.desyncs += counts.desyncs;
  sums.resyncs += counts.resyncs;
  sums.faults += counts.faults;
}
