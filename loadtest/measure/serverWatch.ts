import { LOADTEST_HEADER } from "../../schema/messages.ts";
import type { RoomFigures, ServerFigures, TimelineColumn } from "../result.ts";
import { Course } from "./course.ts";
import { type Reading, readMetrics } from "./reading.ts";
import { RoomWatch } from "./roomWatch.ts";

const EVERY_MS = 1000;
/** A server that takes longer is overloaded or gone; its seconds are told by the next answer. */
const ANSWER_MS = 5000;
/** Often enough for one in each window that the leak is fitted through. */
const COLLECT_MS = 20_000;

/** What there is on the server; compared before and after. */
export interface Presence {
  readonly rooms: number;
  readonly clients: number;
  /** Seats that wait for somebody; their rooms stay open as long. */
  readonly waiting: number;
  readonly connections: number;
}

/** A server of ours, asked for its metrics every second, on the run's time axis. */
export interface ServerWatch {
  /** Between two seconds of the run; null where nothing was measured. */
  figures(from: number, to: number, clientSeconds: number): ServerFigures | null;
  /** The value of each server column at second `t`, null where not measured. */
  at(t: number): Readonly<Partial<Record<TimelineColumn, number | null>>>;
  /** Those with the longest ticks first. */
  rooms(): readonly RoomFigures[];
  /** Asks now; null when it does not answer. */
  presence(): Promise<Presence | null>;
  stop(): void;
}

export interface Watched {
  readonly url: string;
  /** LOADTEST_TOKEN: opens `/metrics`. */
  readonly pass: string;
  /** `performance.timeOrigin + performance.now()` at the run's second 0. */
  readonly epochMs: number;
  /** Has the server collect all garbage now and then. */
  readonly collects: boolean;
}

/** What a watch reaches outside itself for. */
export interface WatchDeps {
  /** The metrics as they are now, or once garbage is collected; undefined where they do not come. */
  readonly ask: (stop: AbortSignal, collect: boolean) => Promise<Reading | undefined>;
  readonly collects: boolean;
  /** Ms since the run's second 0. */
  readonly now: () => number;
  /** Calls `wake` after `ms`; returns the cancel. */
  readonly after: (ms: number, wake: () => void) => () => void;
}

/** Undefined where `/metrics` does not open. Counters that fall (a new process) begin anew. */
export function watchServer({
  url,
  pass,
  epochMs,
  collects,
}: Watched): Promise<ServerWatch | undefined> {
  return watch({
    ask: (stop, collect) =>
      fetchReading(new URL(collect ? "/metrics?collect" : "/metrics", url), pass, stop),
    collects,
    now: () => performance.timeOrigin + performance.now() - epochMs,
    after(ms, wake) {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
  });
}

/** The same, over whatever answers. */
export async function watch(deps: WatchDeps): Promise<ServerWatch | undefined> {
  const { ask, now } = deps;
  const over = new AbortController();
  const course = new Course();
  const rooms = new RoomWatch();
  let collectAt = deps.collects ? 0 : Number.POSITIVE_INFINITY;
  const look = async (): Promise<boolean> => {
    const collect = now() >= collectAt;
    if (collect) collectAt = now() + COLLECT_MS;
    const reading = await ask(over.signal, collect);
    if (!reading || over.signal.aborted) return false;
    course.add(now() / 1000, reading);
    rooms.add(reading.byRoom);
    return true;
  };
  if (!(await look())) return undefined;
  const stop = everySecond(deps, look);
  return {
    figures: (from, to, clientSeconds) => course.figures(from, to, clientSeconds),
    at: (t) => course.at(t),
    rooms: () => rooms.worst(),
    async presence() {
      const reading = await ask(over.signal, false);
      return reading ? presenceOf(reading) : null;
    },
    stop() {
      over.abort();
      stop();
    },
  };
}

/** At whole seconds of the run, and never twice at once: those that pass meanwhile are left out. */
function everySecond({ now, after }: WatchDeps, look: () => Promise<unknown>): () => void {
  let cancel = () => {};
  let isOver = false;
  const next = () => {
    if (isOver) return;
    cancel = after(EVERY_MS - (((now() % EVERY_MS) + EVERY_MS) % EVERY_MS), () => {
      void look().finally(next);
    });
  };
  next();
  return () => {
    isOver = true;
    cancel();
  };
}

const presenceOf = (reading: Reading): Presence => ({
  rooms: reading.rooms,
  clients: reading.players + reading.watchers,
  waiting: reading.waitingSeats,
  connections: reading.connections,
});

async function fetchReading(
  url: URL,
  pass: string,
  stop: AbortSignal,
): Promise<Reading | undefined> {
  try {
    const answer = await fetch(url, {
      // Packing a scrape costs the server more than the loopback ever would.
      headers: { [LOADTEST_HEADER]: pass, "accept-encoding": "identity" },
      redirect: "manual",
      signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]),
    });
    const text = await answer.text();
    return answer.status === 200 ? readMetrics(text) : undefined;
  } catch {
    // Refused, reset, too slow or stopped: nothing was measured, and that is all there is to say.
    return undefined;
  }
}
