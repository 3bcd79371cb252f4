import type { CounterId, DistributionId, Percentiles } from "../figures.ts";
import type { Slice } from "../protocol.ts";
import type { Timeline } from "../result.ts";
import { Axis, type Row, rowOf } from "./axis.ts";
import { Timings } from "./timings.ts";

const MS = 1000;
/** Workers may tell of a second for so long; later words count in phase and run alone. */
const OPEN_SECONDS = 10;
/** Slices end at about whole seconds: one whose middle is this close to a border may lie either side. */
const SLACK_MS = 250;
const CHARTED = ["echo", "interval", "staleness"] as const satisfies readonly DistributionId[];
const COUNTED = [
  "joinsOk",
  "joinsFailed",
  "errors",
  "drops",
  "bytesIn",
  "bytesOut",
] as const satisfies readonly CounterId[];

/** One second, all workers together. */
interface Second {
  readonly timings: Partial<Record<(typeof CHARTED)[number], Timings>>;
  readonly counters: Record<(typeof COUNTED)[number], number>;
  readonly workers: Map<number, { cpuMs: number; ms: number; lagMs: number; connected: number }>;
  clientMs: number;
}

/** What the last seconds came to. */
export interface Recent {
  readonly echo: Percentiles | null;
  readonly bytesPerClient: { readonly in: number; readonly out: number } | null;
  readonly generatorCores: number;
}

interface Worker {
  /** The newest second that it told of. */
  told: number;
  /** Clients that it had in the newest second that is closed. */
  connected: number;
}

/**
 * Slices by second of the run. A second keeps its distributions only until all workers have had
 * time to tell of it: then its percentiles remain.
 */
export class Seconds {
  readonly #open = new Map<number, Second>();
  readonly #workers = new Map<number, Worker>();
  readonly #closed = new Axis();
  /** The oldest second that is still open. */
  #next = 0;
  #newest = -1;

  take(worker: number, slice: Slice): void {
    const at = this.#place(worker, slice);
    this.#newest = Math.max(this.#newest, at);
    if (at >= this.#next) this.#add(at, worker, slice);
    while (this.#next < this.#newest - OPEN_SECONDS) {
      this.#closed.push(this.#rowOf(this.#next, this.#workers));
      this.#open.delete(this.#next++);
    }
  }

  /** @param from the first second to look at */
  recent(from: number): Recent {
    const seconds = [...this.#open].filter(([at]) => at >= from).map(([, second]) => second);
    const echo = new Timings();
    for (const { timings } of seconds) if (timings.echo) echo.add(timings.echo.sparse());
    return {
      echo: echo.percentiles,
      bytesPerClient: bytesOf(seconds),
      generatorCores: coresOf(seconds),
    };
  }

  timeline(more: (t: number) => Partial<Row>): Timeline {
    const axis = this.#closed.copy();
    const workers = new Map([...this.#workers].map(([id, worker]) => [id, { ...worker }]));
    for (let at = this.#next; at <= this.#newest; at++) axis.push(this.#rowOf(at, workers));
    return axis.timeline(more);
  }

  /** The second that holds a slice's middle; near a border the one that follows the last. */
  #place(id: number, { from, to }: Slice): number {
    const middle = (from + to) / 2;
    const lowest = Math.floor((middle - SLACK_MS) / MS);
    const highest = Math.floor((middle + SLACK_MS) / MS);
    const worker = this.#workers.get(id) ?? { told: Math.floor(middle / MS) - 1, connected: 0 };
    this.#workers.set(id, worker);
    const at = Math.max(0, Math.min(highest, Math.max(lowest, worker.told + 1)));
    worker.told = Math.max(worker.told, at);
    return at;
  }

  #add(at: number, worker: number, slice: Slice): void {
    const second = this.#open.get(at) ?? newSecond();
    this.#open.set(at, second);
    for (const id of CHARTED) {
      const sparse = slice.distributions[id];
      if (sparse === undefined || sparse.length === 0) continue;
      const timings = second.timings[id] ?? new Timings();
      timings.add(sparse);
      second.timings[id] = timings;
    }
    for (const id of COUNTED) second.counters[id] += slice.counters[id] ?? 0;
    second.clientMs += slice.clientMs;
    const sum = second.workers.get(worker) ?? { cpuMs: 0, ms: 0, lagMs: 0, connected: 0 };
    second.workers.set(worker, {
      cpuMs: sum.cpuMs + slice.generator.cpuMs,
      ms: sum.ms + slice.to - slice.from,
      lagMs: Math.max(sum.lagMs, slice.generator.eventLoopMs.p99),
      connected: slice.connected,
    });
  }

  #rowOf(at: number, workers: ReadonlyMap<number, Worker>): Row {
    const second = this.#open.get(at);
    const connected = carry(at, second, workers);
    if (second === undefined) return rowOf({ connected });
    const { counters, timings } = second;
    const { echo, interval, staleness } = timings;
    const echoes = echo?.percentiles;
    const bytes = bytesOf([second]);
    return rowOf({
      connected,
      joins: counters.joinsOk,
      failedJoins: counters.joinsFailed,
      errors: counters.errors,
      drops: counters.drops,
      echoP50: echoes?.p50 ?? null,
      echoP95: echoes?.p95 ?? null,
      echoP99: echoes?.p99 ?? null,
      echoMax: echoes?.max ?? null,
      intervalP95: interval?.percentiles?.p95 ?? null,
      stalenessP95: staleness?.percentiles?.p95 ?? null,
      bytesIn: bytes?.in ?? null,
      bytesOut: bytes?.out ?? null,
      generatorCores: coresOf([second]),
      generatorLagP99: Math.max(...[...second.workers.values()].map(({ lagMs }) => lagMs)),
    });
  }
}

/**
 * Clients at this second. Of a worker that skipped it those of its last word, or the sum would dip
 * when one of them stalls; of one that says no more, none. Keeps the words for the second after.
 */
function carry(
  at: number,
  second: Second | undefined,
  workers: ReadonlyMap<number, Worker>,
): number | null {
  const speaking = [...workers].filter(([, { told }]) => told >= at);
  if (speaking.length === 0) return null;
  for (const [id, worker] of speaking) {
    worker.connected = second?.workers.get(id)?.connected ?? worker.connected;
  }
  return speaking.reduce((sum, [, { connected }]) => sum + connected, 0);
}

const newSecond = (): Second => ({
  timings: {},
  counters: Object.fromEntries(COUNTED.map((id) => [id, 0])) as Second["counters"],
  workers: new Map(),
  clientMs: 0,
});

function bytesOf(seconds: readonly Second[]): Recent["bytesPerClient"] {
  const clientSeconds = seconds.reduce((sum, { clientMs }) => sum + clientMs, 0) / MS;
  if (clientSeconds === 0) return null;
  const mean = (id: "bytesIn" | "bytesOut") =>
    seconds.reduce((sum, { counters }) => sum + counters[id], 0) / clientSeconds;
  return { in: mean("bytesIn"), out: mean("bytesOut") };
}

/** Of each worker by the time that it told of, then all together. */
function coresOf(seconds: readonly Second[]): number {
  const sums = new Map<number, { cpuMs: number; ms: number }>();
  for (const { workers } of seconds) {
    for (const [id, { cpuMs, ms }] of workers) {
      const sum = sums.get(id) ?? { cpuMs: 0, ms: 0 };
      sums.set(id, { cpuMs: sum.cpuMs + cpuMs, ms: sum.ms + ms });
    }
  }
  return [...sums.values()].reduce((sum, { cpuMs, ms }) => sum + (ms > 0 ? cpuMs / ms : 0), 0);
}
