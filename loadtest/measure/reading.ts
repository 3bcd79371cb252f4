import type { Known } from "./blend.ts";
import type { Buckets } from "./buckets.ts";
import { parseMetrics, type Sample } from "./prometheus.ts";

const MS = 1000;
const CPU = "process_cpu_seconds_total";
const STARTED = "process_start_time_seconds";
const UPTIME = "hypogeum_uptime_seconds";
const RSS = "process_resident_memory_bytes";
const HEAP = "nodejs_heap_size_used_bytes";
const GC = "nodejs_gc_duration_seconds_sum";
const LAG_P50 = "nodejs_eventloop_lag_p50_seconds";
const LAG_P90 = "nodejs_eventloop_lag_p90_seconds";
const LAG_P99 = "nodejs_eventloop_lag_p99_seconds";
const LAG_MAX = "nodejs_eventloop_lag_max_seconds";
const OVERRUNS = "hypogeum_tick_overruns_total";
const TICKS = "hypogeum_tick_seconds_bucket";
const ROOMS = "hypogeum_rooms";
const CLIENTS = "hypogeum_clients";
const WAITING = "hypogeum_waiting_seats";
const CONNECTIONS = "hypogeum_connections";
const SEND_QUEUE = "hypogeum_send_queue_bytes";
const ROOM_TICKS = "hypogeum_room_tick_seconds_bucket";
const ROOM_OVERRUNS = "hypogeum_room_tick_overruns_total";
const ROOM_CLIENTS = "hypogeum_room_clients";
const WANTED: ReadonlySet<string> = new Set([
  ...[CPU, STARTED, UPTIME, RSS, HEAP, GC, LAG_P50, LAG_P90, LAG_P99, LAG_MAX],
  ...[OVERRUNS, TICKS, ROOMS, CLIENTS, WAITING, CONNECTIONS, SEND_QUEUE],
  ...[ROOM_TICKS, ROOM_OVERRUNS, ROOM_CLIENTS],
]);

/** A room, since it began. */
export interface RoomReading {
  /** In ms. */
  readonly ticks: Buckets;
  readonly overruns: number;
  /** Players and watchers. */
  readonly clients: number;
}

/** What one scrape of a server of ours said; all of it is of one moment. */
export interface Reading {
  /** Unix time in seconds: tells one process from the next. */
  readonly startedAt: number;
  /** Since the process began, by its own clock, in seconds. */
  readonly uptime: number;
  readonly cpuSeconds: number;
  readonly gcSeconds: number;
  readonly overruns: number;
  /** Of all rooms that ever were, in ms. */
  readonly ticks: Buckets;
  /** The event loop's lateness since the scrape before, in ms; undefined when there was none. */
  readonly lag: Known | undefined;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly rooms: number;
  readonly players: number;
  readonly watchers: number;
  /** Seats that are reserved for somebody to come, or held for somebody to return. */
  readonly waitingSeats: number;
  readonly connections: number;
  readonly sendQueueBytes: number;
  readonly byRoom: ReadonlyMap<string, RoomReading>;
}

/** Undefined where the text is no server's of ours. */
export function readMetrics(text: string): Reading | undefined {
  const { samples } = parseMetrics(text, (name) => WANTED.has(name));
  const byName = Map.groupBy(samples, ({ name }) => name);
  const sum = (name: string, label?: readonly [string, string]) =>
    (byName.get(name) ?? [])
      .filter(({ labels }) => label === undefined || labels[label[0]] === label[1])
      .reduce((all, { value }) => all + value, 0);
  if (!byName.has(CPU) || !byName.has(STARTED) || !byName.has(UPTIME)) return undefined;
  return {
    startedAt: sum(STARTED),
    uptime: sum(UPTIME),
    cpuSeconds: sum(CPU),
    gcSeconds: sum(GC),
    overruns: sum(OVERRUNS),
    ticks: bucketsOf(byName.get(TICKS) ?? []),
    lag: byName.has(LAG_P99)
      ? {
          p50: sum(LAG_P50) * MS,
          p90: sum(LAG_P90) * MS,
          p99: sum(LAG_P99) * MS,
          max: sum(LAG_MAX) * MS,
        }
      : undefined,
    rssBytes: sum(RSS),
    heapBytes: sum(HEAP),
    rooms: sum(ROOMS),
    players: sum(CLIENTS, ["kind", "player"]),
    watchers: sum(CLIENTS, ["kind", "watcher"]),
    waitingSeats: sum(WAITING),
    connections: sum(CONNECTIONS),
    sendQueueBytes: sum(SEND_QUEUE),
    byRoom: roomsOf(byName),
  };
}

/** Bounds in seconds become ms; buckets of several series with equal bounds are added up. */
function bucketsOf(samples: readonly Sample[]): Buckets {
  const counts = new Map<number, number>();
  for (const { labels, value } of samples) {
    const bound = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le) * MS;
    counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { bounds: sorted.map(([bound]) => bound), counts: sorted.map(([, count]) => count) };
}

function roomsOf(byName: ReadonlyMap<string, Sample[]>): ReadonlyMap<string, RoomReading> {
  const roomOf = ({ labels }: Sample) => labels.room ?? "";
  const ticks = Map.groupBy(byName.get(ROOM_TICKS) ?? [], roomOf);
  const overruns = Map.groupBy(byName.get(ROOM_OVERRUNS) ?? [], roomOf);
  const clients = Map.groupBy(byName.get(ROOM_CLIENTS) ?? [], roomOf);
  const sum = (samples: readonly Sample[] = []) =>
    samples.reduce((all, { value }) => all + value, 0);
  return new Map(
    [...ticks].map(([room, buckets]) => [
      room,
      {
        ticks: bucketsOf(buckets),
        overruns: sum(overruns.get(room)),
        clients: sum(clients.get(room)?.filter(({ labels }) => labels.kind !== "bot")),
      },
    ]),
  );
}
