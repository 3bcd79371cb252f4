import type { Counters, Distributions, Percentiles } from "../figures.ts";
import type { PhasePlan } from "../profile.ts";
import type { Slice } from "../protocol.ts";
import type { PhaseFigures, Timeline } from "../result.ts";
import type { Tally } from "../tally.ts";
import { Account } from "./account.ts";
import { doubtOf } from "./doubt.ts";
import { type CpuTimes, idleShare, readCpuTimes } from "./idle.ts";
import { Seconds } from "./seconds.ts";
import type { ServerWatch } from "./serverWatch.ts";

const MS = 1000;
const TALLIES = ["failed", "endings", "errors", "provoked"] as const;
type Tallies = Readonly<Record<(typeof TALLIES)[number], Tally>>;
/** What is live tells of so many seconds, the running one left out. */
const LIVE_SECONDS = 5;

/** The run as it stands, for whoever watches: the whole run's counters, the last seconds' figures. */
export interface Live {
  readonly second: number;
  readonly phase: PhasePlan | undefined;
  readonly connected: number;
  readonly cutOff: number;
  readonly counters: Counters;
  readonly echo: Percentiles | null;
  readonly bytesPerClient: { readonly in: number; readonly out: number } | null;
  readonly generatorCores: number;
}

interface Phase {
  readonly plan: PhasePlan;
  /** In seconds of the run. */
  readonly from: number;
  readonly account: Account;
  readonly cpuBefore: CpuTimes;
  connectedMax: number;
  end: { readonly second: number; readonly cpu: CpuTimes } | undefined;
}

interface Word {
  readonly to: number;
  readonly connected: number;
  readonly cutOff: number;
  readonly lost: number;
}

/** Adds up what all workers measured: by second, by phase, and over the run. */
export class Ledger {
  readonly #cpuTimes: () => CpuTimes;
  readonly #phases: Phase[] = [];
  readonly #seconds = new Seconds();
  readonly #total = new Account();
  readonly #tallies: Tallies = { failed: {}, endings: {}, errors: {}, provoked: {} };
  /** What each worker said last. */
  readonly #words = new Map<number, Word>();

  constructor(cpuTimes: () => CpuTimes = readCpuTimes) {
    this.#cpuTimes = cpuTimes;
  }

  /** A phase begins; the one before ends. Returns its number. Seconds since the run's epoch. */
  mark(plan: PhasePlan, second: number): number {
    this.end(second);
    const cpuBefore = this.#cpuTimes();
    const account = new Account();
    this.#phases.push({
      plan,
      from: second,
      account,
      cpuBefore,
      connectedMax: 0,
      end: undefined,
    });
    return this.#phases.length - 1;
  }

  end(second: number): void {
    const phase = this.#phases.at(-1);
    if (phase && !phase.end) phase.end = { second, cpu: this.#cpuTimes() };
  }

  take(worker: number, slice: Slice): void {
    this.#seconds.take(worker, slice);
    this.#total.add(worker, slice);
    for (const id of TALLIES) addTally(this.#tallies[id], slice[id]);
    const { to, connected, cutOff, lost } = slice;
    const last = this.#words.get(worker);
    if (!last || to >= last.to) this.#words.set(worker, { to, connected, cutOff, lost });
    const phase = this.#phases[slice.phase];
    if (!phase) return;
    phase.account.add(worker, slice);
    phase.connectedMax = Math.max(phase.connectedMax, this.#sum("connected"));
  }

  live(second: number): Live {
    return {
      second,
      phase: this.#phases.at(-1)?.plan,
      connected: this.#sum("connected"),
      cutOff: this.cutOff,
      counters: { ...this.#total.counters },
      ...this.#seconds.recent(Math.floor(second) - LIVE_SECONDS),
    };
  }

  phase(index: number, server: ServerWatch | undefined): PhaseFigures {
    const phase = this.#phases[index];
    if (!phase) throw new RangeError(`no phase ${index}`);
    const { plan, account, from, connectedMax, cpuBefore, end } = phase;
    const { counters, distributions, generator } = account;
    const to = Math.max(from, end?.second ?? account.to / MS);
    const clientSeconds = account.clientMs / MS;
    const idle = idleShare(cpuBefore, end?.cpu ?? this.#cpuTimes());
    return {
      kind: plan.kind,
      clients: plan.clients,
      from,
      to,
      clientSeconds,
      connectedMax,
      counters: { ...counters },
      distributions,
      bytes: perClient(counters, clientSeconds),
      generator,
      doubt: doubtOf({ generator, counters, distributions, idle }),
      server: server?.figures(from, to, clientSeconds) ?? null,
    };
  }

  phases(server: ServerWatch | undefined): readonly PhaseFigures[] {
    return this.#phases.map((_phase, index) => this.phase(index, server));
  }

  timeline(server: ServerWatch | undefined): Timeline {
    return this.#seconds.timeline((t) => server?.at(t) ?? {});
  }

  total(): { readonly counters: Counters; readonly distributions: Distributions } {
    return { counters: { ...this.#total.counters }, distributions: this.#total.distributions };
  }

  /** Over the whole run. */
  tallies(): Tallies {
    return structuredClone(this.#tallies);
  }

  /** Lines that are down right now, all workers together. */
  get cutOff(): number {
    return this.#sum("cutOff");
  }

  /** Lines that are down or dead right now, and should not be. */
  get lost(): number {
    return this.#sum("lost");
  }

  #sum(what: "connected" | "cutOff" | "lost"): number {
    return [...this.#words.values()].reduce((sum, word) => sum + word[what], 0);
  }
}

function addTally(into: Tally, more: Tally): void {
  for (const [id, n] of Object.entries(more)) into[id] = (into[id] ?? 0) + n;
}

const perClient = (
  { bytesIn, bytesOut }: Counters,
  clientSeconds: number,
): PhaseFigures["bytes"] =>
  clientSeconds === 0 ? null : { in: bytesIn / clientSeconds, out: bytesOut / clientSeconds };
