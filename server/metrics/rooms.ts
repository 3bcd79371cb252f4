import { type Census, type Counted, newTicks, type RoomCounts } from "../../engine/census.ts";
import { GAMES } from "../../schema/games.ts";
import type { Listing } from "../../schema/messages.ts";
import type { RoomNames } from "./names.ts";
import { type Definition, histogramSamples, sample, tallied } from "./series.ts";
import { labelled } from "./text.ts";

/** Rooms that have series of their own: each costs two dozen, and a scrape must stay small. */
export const OWN_SERIES_MAX = 500;
const KINDS = ["player", "watcher", "bot"] as const;
const WAITING = ["reserved", "held"] as const;
const NOTHING: RoomCounts = { ticks: newTicks(), overruns: 0, desyncs: 0, resyncs: 0, faults: 0 };

/** A room with series of its own, and their labels. */
interface Named {
  readonly room: Counted;
  readonly labels: Readonly<Record<"room" | "game", string>>;
}

export interface RoomsReading {
  /** Open rooms, the oldest first. */
  readonly open: readonly Counted[];
  readonly named: readonly Named[];
  /** By game, gone rooms included. */
  readonly totals: ReadonlyMap<string, RoomCounts>;
}

interface Scrape {
  readonly rooms: RoomsReading;
  readonly counts: { readonly faults: { readonly counts: ReadonlyMap<string, number> } };
}

/** A game that nobody has played yet is counted as well, as zero: a graph begins somewhere. */
export function readRooms(census: Census, names: RoomNames): RoomsReading {
  const zero = Object.keys(GAMES).map((game) => [game, NOTHING] as const);
  const open = census.rooms;
  const named = open.slice(0, OWN_SERIES_MAX).map((room) => ({
    room,
    labels: names.labels(room),
  }));
  return { open, named, totals: new Map([...zero, ...census.totals()]) };
}

type Kind = (typeof KINDS)[number];

function clientsOf({ metadata }: Counted): Readonly<Record<Kind, number>> {
  const { players = 0, watchers = 0, bots = 0 } = (metadata ?? {}) as Partial<Listing>;
  return { player: players, watcher: watchers, bot: bots };
}

/** What a room does: it is asleep when nobody is there, or in one of its game's few phases. */
const stateOf = ({ asleep, metadata }: Counted): string =>
  asleep ? "asleep" : ((metadata as Partial<Listing> | undefined)?.phase ?? "starting");

const ROOMS_NOW: readonly Definition<Scrape>[] = [
  {
    name: "hypogeum_rooms",
    help: "Open rooms by game, and by state: asleep with nobody there, or the phase of the match.",
    type: "gauge",
    *read({ rooms }) {
      for (const game of rooms.totals.keys()) {
        const states = new Map([["asleep", 0]]);
        for (const room of rooms.open.filter(({ roomName }) => roomName === game)) {
          states.set(stateOf(room), (states.get(stateOf(room)) ?? 0) + 1);
        }
        for (const [state, count] of states) yield sample(count, { game, state });
      }
    },
  },
  {
    name: "hypogeum_clients",
    help: "Players, with those whose seat is held for them, watchers and bots, by game.",
    type: "gauge",
    *read({ rooms }) {
      for (const game of rooms.totals.keys()) {
        const sums = { player: 0, watcher: 0, bot: 0 };
        for (const room of rooms.open.filter(({ roomName }) => roomName === game)) {
          const clients = clientsOf(room);
          for (const kind of KINDS) sums[kind] += clients[kind];
        }
        for (const kind of KINDS) yield sample(sums[kind], { game, kind });
      }
    },
  },
  {
    name: "hypogeum_waiting_seats",
    help: "Seats that are reserved for a connection to come, or held for somebody who was dropped, by game.",
    type: "gauge",
    *read({ rooms }) {
      for (const game of rooms.totals.keys()) {
        const sums = { reserved: 0, held: 0 };
        for (const { waiting } of rooms.open.filter(({ roomName }) => roomName === game)) {
          for (const why of WAITING) sums[why] += waiting[why];
        }
        for (const why of WAITING) yield sample(sums[why], { game, why });
      }
    },
  },
  {
    name: "hypogeum_room_clients",
    help: "The same by room.",
    type: "gauge",
    *read({ rooms }) {
      for (const { room, labels } of rooms.named) {
        const clients = clientsOf(room);
        for (const [at, kind] of labelled(labels, "kind", KINDS).entries()) {
          yield sample(clients[KINDS[at] as Kind], kind);
        }
      }
    },
  },
  {
    name: "hypogeum_rooms_without_series",
    help: `Rooms beyond the ${OWN_SERIES_MAX} that have series of their own: they count in the sums alone.`,
    type: "gauge",
    read: ({ rooms }) => [sample(Math.max(0, rooms.open.length - OWN_SERIES_MAX))],
  },
];

/** One that counts by game, gone rooms included, and one by room. */
function both(what: string, help: string, value: (counts: RoomCounts) => number) {
  const byGame: Definition<Scrape> = tallied(
    { name: `hypogeum_${what}_total`, help: `${help} Gone rooms included.`, label: "game" },
    ({ rooms }) => [...rooms.totals].map(([game, counts]) => [game, value(counts)]),
  );
  const byRoom: Definition<Scrape> = {
    name: `hypogeum_room_${what}_total`,
    help,
    type: "counter",
    *read({ rooms }) {
      for (const { room, labels } of rooms.named) yield sample(value(room.counts), labels);
    },
  };
  return [byGame, byRoom];
}

const TICKS = "hypogeum_tick_seconds";
const ROOM_TICKS = "hypogeum_room_tick_seconds";

const TICKS_DONE: readonly Definition<Scrape>[] = [
  {
    name: TICKS,
    help: "Duration of ticks with their patches, by game. Gone rooms included.",
    type: "histogram",
    *read({ rooms }) {
      for (const [game, { ticks: histogram }] of rooms.totals) {
        yield* histogramSamples(TICKS, { histogram, labels: { game } });
      }
    },
  },
  {
    name: ROOM_TICKS,
    help: "The same by room.",
    type: "histogram",
    *read({ rooms }) {
      for (const { room, labels } of rooms.named) {
        const { ticks: histogram } = room.counts;
        yield* histogramSamples(ROOM_TICKS, { histogram, labels });
      }
    },
  },
];

export const ROOMS: readonly Definition<Scrape>[] = [
  ...ROOMS_NOW,
  ...TICKS_DONE,
  ...both(
    "tick_overruns",
    "Ticks that took longer than their step, or that a standstill cost.",
    (counts) => counts.overruns,
  ),
  ...both("desyncs", "Clients that held another state than they should.", (c) => c.desyncs),
  ...both("resyncs", "Full states sent to slow readers and after desyncs.", (c) => c.resyncs),
  {
    name: "hypogeum_room_faults_total",
    help: "What rooms threw, by room.",
    type: "counter",
    *read({ rooms }) {
      for (const { room, labels } of rooms.named) yield sample(room.counts.faults, labels);
    },
  },
  tallied(
    { name: "hypogeum_faults_total", help: "What rooms threw, by method.", label: "where" },
    ({ counts }) => counts.faults.counts,
  ),
];
