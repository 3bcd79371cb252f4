import {
  TIMELINE_COLUMNS,
  type Timeline,
  type TimelineColumn,
} from "../../../../loadtest/result.ts";
import { RAMP } from "./figures.ts";

type Write = (t: number) => number | null;

/** A wave that is the same in each run. */
const wave = (t: number, size: number) =>
  size * (1 + Math.sin(t / 3) * 0.2 + Math.sin(t * 7) * 0.1);

/** What bots measure; they send from the second after the first join on. */
function botColumns(clients: number, echo: number) {
  const afterStart =
    (write: Write): Write =>
    (t) =>
      t === 0 ? null : write(t);
  return {
    joins: (t) => (t <= RAMP ? clients / RAMP : 0),
    failedJoins: () => 0,
    errors: () => 0,
    drops: (t) => (t % 17 === 0 ? 1 : 0),
    echoP50: afterStart((t) => wave(t, echo)),
    echoP95: afterStart((t) => wave(t, echo * 1.9)),
    echoP99: afterStart((t) => wave(t, echo * 2.8)),
    echoMax: afterStart((t) => wave(t, echo * 5)),
    intervalP95: afterStart((t) => 34 + wave(t, 2)),
    stalenessP95: afterStart((t) => 33 + wave(t, 3)),
    bytesIn: afterStart((t) => wave(t, 3500)),
    bytesOut: afterStart(() => 330),
    generatorLagP99: (t) => wave(t, 2),
  } satisfies Partial<Record<TimelineColumn, Write>>;
}

/** What both sides' machines bear, which grows with the load. */
function loadColumns(connected: (t: number) => number) {
  return {
    connected,
    players: connected,
    rooms: (t) => Math.ceil(connected(t) / 16),
    generatorCores: (t) => 0.05 + connected(t) * 0.0022,
    serverCores: (t) => 0.04 + connected(t) * 0.0021 * wave(t, 1),
    tickP50: (t) => (connected(t) > 0 ? 0.4 + connected(t) * 0.007 : null),
    tickP99: (t) => (connected(t) > 0 ? 1 + connected(t) * 0.025 * wave(t, 1) : null),
  } satisfies Partial<Record<TimelineColumn, Write>>;
}

const SERVER_COLUMNS = {
  serverLagP99: (t) => 10 + wave(t, 2),
  serverLagMax: (t) => 14 + wave(t, 6),
  overruns: (t) => (t % 23 === 0 ? 2 : 0),
  rssMb: (t) => 150 + Math.min(34, t),
  heapMb: (t) => 60 + (t % 20),
  gcMs: (t) => wave(t, 4),
  sendQueueBytes: (t) => (t % 29 === 0 ? 4200 : 0),
} satisfies Partial<Record<TimelineColumn, Write>>;

/** A column that is not written was not measured. */
function timelineOf(seconds: number, write: Partial<Record<TimelineColumn, Write>>): Timeline {
  const t = Array.from({ length: seconds }, (_, second) => second);
  const columns = TIMELINE_COLUMNS.map((id) => [
    id,
    t.map((second) => write[id]?.(second) ?? null),
  ]);
  return { t, columns: Object.fromEntries(columns) as Timeline["columns"] };
}

const connectedOf = (clients: number) => (t: number) =>
  Math.min(clients, Math.round((clients * t) / RAMP));

/** Up to `clients` in ten seconds, then level. */
export const timeline = (seconds: number, clients: number, echo = 18): Timeline =>
  timelineOf(seconds, {
    ...botColumns(clients, echo),
    ...loadColumns(connectedOf(clients)),
    ...SERVER_COLUMNS,
  } satisfies Record<TimelineColumn, Write>);

/** The same of a server that tells nothing of itself. */
export function botsTimeline(seconds: number, clients: number): Timeline {
  const { connected, generatorCores } = loadColumns(connectedOf(clients));
  return timelineOf(seconds, { ...botColumns(clients, 18), connected, generatorCores });
}
