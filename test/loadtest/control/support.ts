import type { Clock } from "../../../loadtest/control/clock.ts";
import type { Crew } from "../../../loadtest/control/crew.ts";
import type { Books } from "../../../loadtest/control/stage.ts";
import {
  type Counters,
  DISTRIBUTIONS,
  type DistributionId,
  type Distributions,
  type Percentiles,
  zeroCounters,
} from "../../../loadtest/figures.ts";
import type { PhasePlan } from "../../../loadtest/profile.ts";
import {
  type PhaseFigures,
  type ServerFigures,
  TIMELINE_COLUMNS,
  type Timeline,
} from "../../../loadtest/result.ts";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

const STUCK_MS = 5000;

/** Time that moves only while everybody sleeps. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  readonly #sleepers = new Set<Timer>();
  readonly #alarms = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const wake = () => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { at: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      stop.addEventListener("abort", wake, { once: true });
    });
  }

  /** Calls `then` when so much time has passed. */
  after(ms: number, then: () => void): void {
    this.#alarms.add({ at: this.#now + ms, wake: then });
  }

  /** Lets time pass until `work` is done: while somebody sleeps, not while files are written. */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = () => {
      done = true;
    };
    void work.then(end, end);
    for (const began = performance.now(); ; ) {
      // Promises that only wait for each other settle first.
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
      if (done) return work;
      if (this.#sleepers.size > 0) this.#advance();
      else if (performance.now() - began > STUCK_MS) throw new Error("all wait, and nobody sleeps");
    }
  }

  #advance(): void {
    const [next] = [...this.#sleepers, ...this.#alarms].sort((a, b) => a.at - b.at);
    if (!next) return;
    this.#alarms.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}

export const percentiles = (p95: number, count = 1000): Percentiles => ({
  count,
  p50: p95 / 2,
  p90: p95,
  p95,
  p99: p95,
  p999: p95,
  max: p95,
});

const NO_DISTRIBUTIONS = Object.fromEntries(
  DISTRIBUTIONS.map((id) => [id, null]),
) as unknown as Distributions;

export const distributions = (
  given: Partial<Record<DistributionId, Percentiles>> = {},
): Distributions => ({ ...NO_DISTRIBUTIONS, ...given });

export const counters = (given: Partial<Counters> = {}): Counters => ({
  ...zeroCounters(),
  ...given,
});

export const serverFigures = (given: Partial<ServerFigures> = {}): ServerFigures => ({
  cores: 0.3,
  cpuMsPerClientSecond: 3,
  eventLoopP99Ms: 5,
  tickP50Ms: 1,
  tickP99Ms: 4,
  ticks: 300,
  overruns: 0,
  gcMsPerSecond: 1,
  rssBytes: 1e8,
  heapBytes: 5e7,
  ...given,
});

/** A healthy phase of ten clients for ten seconds. */
export const figures = (given: Partial<PhaseFigures> = {}): PhaseFigures => ({
  kind: "hold",
  clients: 10,
  from: 2,
  to: 12,
  clientSeconds: 100,
  connectedMax: 10,
  counters: counters({ inputsDue: 3000, inputsSent: 3000, patches: 3000, patchesDue: 3000 }),
  distributions: distributions({ echo: percentiles(40), ping: percentiles(2) }),
  bytes: { in: 1000, out: 300 },
  generator: { eventLoopMs: { p50: 0, p99: 2, max: 5 }, utilisation: 0.2, cores: 0.2 },
  doubt: null,
  server: serverFigures(),
  ...given,
});

const NO_TIMELINE: Timeline = {
  t: [],
  columns: Object.fromEntries(TIMELINE_COLUMNS.map((id) => [id, []])) as never,
};

/** Books whose figures a test writes itself. */
export class FakeBooks implements Books {
  readonly marked: PhasePlan[] = [];
  readonly at: number[] = [];
  /** Slices that were taken, by worker. */
  readonly taken: number[] = [];
  connected = 0;
  cutOff = 0;
  lost = 0;
  total_ = { counters: counters(), distributions: distributions() };
  /** What a phase will have measured. */
  measured: (plan: PhasePlan, index: number) => Partial<PhaseFigures> = () => ({});

  mark(plan: PhasePlan, second: number): number {
    this.at.push(second);
    return this.marked.push(plan) - 1;
  }

  end(): void {}

  take(worker: number): void {
    this.taken.push(worker);
  }

  live(second: number) {
    const { connected, cutOff } = this;
    const phase = this.marked.at(-1);
    const rest = { echo: null, bytesPerClient: null, generatorCores: 0 };
    return { second, phase, connected, cutOff, counters: this.total_.counters, ...rest };
  }

  phase(index: number): PhaseFigures {
    const plan = this.marked[index] as PhasePlan;
    const { kind, clients } = plan;
    const from = this.at[index] ?? 0;
    return figures({
      kind,
      clients,
      connectedMax: clients,
      from,
      to: from + 10,
      ...this.measured(plan, index),
    });
  }

  phases(): readonly PhaseFigures[] {
    return this.marked.map((_, index) => this.phase(index));
  }

  timeline(): Timeline {
    return NO_TIMELINE;
  }

  total() {
    return this.total_;
  }

  tallies() {
    return { failed: {}, endings: {}, errors: {}, provoked: {} };
  }
}

/** A crew that fills at once, and notes what it was told. */
export class FakeCrew implements Crew {
  readonly told: string[] = [];
  readonly #died = new AbortController();
  readonly #books: FakeBooks | undefined;
  /** Resolves a fill when it should. */
  filling: (clients: number) => Promise<void> = async () => {};

  constructor(books?: FakeBooks) {
    this.#books = books;
  }

  async fill(clients: number, perSecond: number): Promise<void> {
    this.told.push(`fill ${clients} at ${perSecond}`);
    await this.filling(clients);
    if (this.#books) this.#books.connected = clients;
  }

  async mark(phase: number): Promise<void> {
    this.told.push(`mark ${phase}`);
  }

  cut(): void {
    this.told.push("cut");
  }

  async quit() {
    this.told.push("quit");
    return { bots: [], notes: {} };
  }

  die(how: string): void {
    this.#died.abort(how);
  }

  get died(): AbortSignal {
    return this.#died.signal;
  }
}
