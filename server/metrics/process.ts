import {
  constants,
  type EventLoopUtilization,
  monitorEventLoopDelay,
  type PerformanceEntry,
  PerformanceObserver,
  performance,
} from "node:perf_hooks";
import { Histogram } from "../../engine/histogram.ts";
import type { Standstills } from "../../engine/stall.ts";
import { type Definition, histogramSamples, single } from "./series.ts";

/** How often the event loop's delay is looked at: 0.3 % of a core, and at 10 ms twice that. */
const LOOK_MS = 20;
const GC_BOUNDS_MS = [0.5, 1, 2, 5, 10, 20, 50, 100, 500];
const GC_KINDS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: "major",
  [constants.NODE_PERFORMANCE_GC_MINOR]: "minor",
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: "incremental",
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: "weakcb",
};
const MS = 1e-3;
const MICROSECONDS = 1e-6;
const NANOSECONDS = 1e-9;

/** Seconds throughout. */
export interface ProcessReading {
  readonly cpu: { readonly user: number; readonly system: number };
  readonly memory: { readonly rss: number; readonly heapUsed: number };
  /** Since the reading before this one; undefined when nothing was measured since. */
  readonly delay: Readonly<Record<"p50" | "p90" | "p99" | "max", number>> | undefined;
  readonly utilisation: number;
  /** Pauses by kind, in ms. */
  readonly gc: ReadonlyMap<string, Histogram>;
  readonly standstills: Standstills;
  readonly uptime: number;
  readonly startedAt: number;
}

/** An entry of the type "gc": the types of Node.js leave out the detail. */
type Pause = PerformanceEntry & { readonly detail: { readonly kind: number } };

/** Reads the process. Whatever has to watch for it begins with the first reading: without, it is free. */
export class ProcessProbe {
  readonly #delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  readonly #gc = new Map(
    Object.values(GC_KINDS).map((kind) => [kind, new Histogram(GC_BOUNDS_MS)] as const),
  );
  readonly #observer: PerformanceObserver;
  #watches = false;
  #loop: EventLoopUtilization = performance.eventLoopUtilization();

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      for (const pause of list.getEntries() as Pause[]) {
        this.#gc.get(GC_KINDS[pause.detail.kind] ?? "")?.note(pause.duration);
      }
    });
  }

  read(standstills: Standstills): ProcessReading {
    this.#watch();
    const { user, system } = process.cpuUsage();
    const loop = performance.eventLoopUtilization();
    const { utilization: utilisation } = performance.eventLoopUtilization(loop, this.#loop);
    this.#loop = loop;
    return {
      cpu: { user: user * MICROSECONDS, system: system * MICROSECONDS },
      memory: process.memoryUsage(),
      delay: this.#takeDelay(),
      utilisation,
      gc: this.#gc,
      standstills,
      uptime: process.uptime(),
      startedAt: performance.timeOrigin * MS,
    };
  }

  stop(): void {
    this.#delay.disable();
    this.#observer.disconnect();
  }

  #watch(): void {
    if (this.#watches) return;
    this.#watches = true;
    this.#delay.enable();
    this.#observer.observe({ entryTypes: ["gc"] });
  }

  #takeDelay(): ProcessReading["delay"] {
    if (this.#delay.count === 0) return undefined;
    // Node measures from one look to the next: without any delay that is the time between two.
    const late = (ns: number) => Math.max(0, ns * NANOSECONDS - LOOK_MS * MS);
    const delay = {
      p50: late(this.#delay.percentile(50)),
      p90: late(this.#delay.percentile(90)),
      p99: late(this.#delay.percentile(99)),
      max: late(this.#delay.max),
    };
    this.#delay.reset();
    return delay;
  }
}

interface Scrape {
  readonly process: ProcessReading;
  readonly build: string;
}
type Named = [name: string, help: string, value: (process: ProcessReading) => number | undefined];

const gauge = ([name, help, value]: Named): Definition<Scrape> =>
  single({ name, help, type: "gauge" }, (scrape) => value(scrape.process));
const counter = ([name, help, value]: Named): Definition<Scrape> =>
  single({ name, help, type: "counter" }, (scrape) => value(scrape.process));

const LAG = "Event loop delay since the last scrape, whoever made it";
const GC = "nodejs_gc_duration_seconds";

/** Under the names that dashboards for Node.js expect, where there are some. */
export const PROCESS: readonly Definition<Scrape>[] = [
  counter(["process_cpu_user_seconds_total", "User CPU time.", ({ cpu }) => cpu.user]),
  counter(["process_cpu_system_seconds_total", "System CPU time.", ({ cpu }) => cpu.system]),
  counter(["process_cpu_seconds_total", "CPU time.", ({ cpu }) => cpu.user + cpu.system]),
  gauge(["process_start_time_seconds", "When the process began, unix time.", (p) => p.startedAt]),
  gauge(["process_resident_memory_bytes", "Resident memory.", ({ memory }) => memory.rss]),
  gauge(["nodejs_heap_size_used_bytes", "Heap in use.", ({ memory }) => memory.heapUsed]),
  gauge(["nodejs_eventloop_lag_p50_seconds", `${LAG}: median.`, ({ delay }) => delay?.p50]),
  gauge([
    "nodejs_eventloop_lag_p90_seconds",
    `${LAG}: 90th percentile.`,
    ({ delay }) => delay?.p90,
  ]),
  gauge([
    "nodejs_eventloop_lag_p99_seconds",
    `${LAG}: 99th percentile.`,
    ({ delay }) => delay?.p99,
  ]),
  gauge(["nodejs_eventloop_lag_max_seconds", `${LAG}: the longest.`, ({ delay }) => delay?.max]),
  gauge([
    "nodejs_eventloop_utilization",
    "Share of the time since the last scrape in which the event loop was busy.",
    ({ utilisation }) => utilisation,
  ]),
  {
    name: GC,
    help: "Garbage collection pauses by kind.",
    type: "histogram",
    *read({ process }) {
      for (const [kind, histogram] of process.gc) {
        yield* histogramSamples(GC, { histogram, labels: { kind } });
      }
    },
  },
  counter([
    "hypogeum_standstills_total",
    "Times that the whole process stood still for half a second or more while rooms ran.",
    ({ standstills }) => standstills.count,
  ]),
  gauge([
    "hypogeum_standstill_longest_seconds",
    "The longest of them.",
    ({ standstills }) => standstills.longestMs * MS,
  ]),
  gauge(["hypogeum_uptime_seconds", "Time since the process began.", ({ uptime }) => uptime]),
  {
    name: "hypogeum_build_info",
    help: "Always 1: the build of the client that is served, and the version of Node.js.",
    type: "gauge",
    read: ({ build }) => [{ value: 1, labels: { build, node: process.version } }],
  },
];
