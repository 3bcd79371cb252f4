import type { Ledger } from "../measure/ledger.ts";
import type { ServerWatch } from "../measure/serverWatch.ts";
import type { Judged, SloOverrides } from "../objectives.ts";
import type { PhasePlan, Stage } from "../profile.ts";
import type { Ended, Result } from "../result.ts";
import { CAPS } from "./caps.ts";
import { type Clock, inTime } from "./clock.ts";
import type { Crew } from "./crew.ts";
import { firesOn } from "./gate.ts";
import { judgePhase } from "./judge.ts";
import type { PhaseContext } from "./values.ts";

/** The books of a run; by shape, so that a test can keep its own. */
export type Books = Pick<Ledger, keyof Ledger>;

export interface StageParts {
  readonly wishes: Pick<Stage, "clients" | "seconds" | "perSecond">;
  readonly clock: Clock;
  /** On the clock: second 0 of the run. */
  readonly epochMs: number;
  readonly crew: Pick<Crew, "fill" | "mark" | "cut" | "died">;
  readonly ledger: Books;
  readonly watch: ServerWatch | undefined;
  readonly layers: readonly SloOverrides[];
  /** Bots of the mix that should be connected once `clients` have joined, if stays may end. */
  readonly awaited: (clients: number) => number | null;
  readonly ours: boolean;
  /** Ctrl-C. */
  readonly stop: AbortSignal;
  /** The server that this run started. */
  readonly server: { readonly died: AbortSignal; restart(): Promise<void> } | undefined;
  readonly abortOnFail: boolean;
}

/** How often a running phase is looked at, where a broken gate ends the run. */
const GATE_MS = 2000;
/** With half as many bots more a worker this busy has no end of its backlog. */
const BUSY = 0.8;
/** Beyond the time that the joins take by their rate: the longest that one join may take, and more. */
const FILL_SLACK_MS = 40_000;

/** Does what a profile asks for, and knows how far it has come. */
export class RunStage implements Stage {
  readonly clients: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly over: AbortSignal;
  found: Result["knee"] = null;
  readonly #parts: StageParts;
  readonly #over = new AbortController();
  readonly #stuck = new Map<number, number>();
  #ended: Ended | null = null;
  /** When the phase that runs is over, in ms on the clock; undefined while clients come and go. */
  #phaseEndsAt: number | undefined;

  constructor(parts: StageParts) {
    this.#parts = parts;
    const { wishes, stop, crew, server } = parts;
    this.clients = wishes.clients;
    this.seconds = wishes.seconds;
    this.perSecond = wishes.perSecond;
    this.over = this.#over.signal;
    this.#endOn(stop, (signal, second) => ({ why: "signal", signal, second }));
    this.#endOn(crew.died, (how, second) => ({ why: "workerDied", how, second }));
    if (server) this.#endOn(server.died, (how, second) => ({ why: "serverDied", how, second }));
  }

  /** Why it was over before its time; null when it was not. */
  get ended(): Ended | null {
    return this.#ended;
  }

  /** Seconds since the run began. */
  get second(): number {
    return (this.#parts.clock.now() - this.#parts.epochMs) / 1000;
  }

  /** Of the phase that runs; null while clients come and go. */
  get phaseSecondsLeft(): number | null {
    const endsAt = this.#phaseEndsAt;
    return endsAt === undefined ? null : Math.max(0, (endsAt - this.#parts.clock.now()) / 1000);
  }

  async phase(plan: PhasePlan): Promise<{ readonly ok: boolean; readonly spare: boolean }> {
    if (this.over.aborted) return { ok: false, spare: false };
    const { ledger, crew, clock } = this.#parts;
    const index = ledger.mark(plan, this.second);
    void crew.mark(index);
    const { clients, perSecond = CAPS.joinsPerSecond, seconds } = plan;
    const before = ledger.live(this.second).connected;
    const onTheWay = (Math.abs(clients - before) / perSecond) * 1000;
    const filled = await this.#watch(
      index,
      onTheWay + FILL_SLACK_MS,
      crew.fill(clients, perSecond),
    );
    if (!filled && !this.over.aborted) this.#noteStuck(index, clients);
    this.#phaseEndsAt = clock.now() + seconds * 1000;
    await this.#watch(index, seconds * 1000);
    this.#phaseEndsAt = undefined;
    // What was measured up to here is in the books once every worker has told it.
    if (!crew.died.aborted) await crew.mark(index);
    const { generator } = ledger.phase(index, this.#parts.watch);
    const ok = !this.over.aborted && this.judge(index).every((judged) => judged.ok);
    return { ok, spare: generator.utilisation < BUSY };
  }

  cut(): void {
    if (!this.over.aborted) this.#parts.crew.cut();
  }

  async restart(): Promise<void> {
    if (!this.over.aborted) await this.#parts.server?.restart();
  }

  knee(found: { readonly holds: number; readonly breaks: number | null }): void {
    this.found = found;
  }

  /** A phase as it stands. @param last what is known only when all is over */
  judge(index: number, last: Partial<PhaseContext> = {}): readonly Judged[] {
    const { ledger, watch, layers, awaited, ours } = this.#parts;
    const figures = ledger.phase(index, watch);
    const stuck = this.#stuck.get(index) ?? 0;
    const wanted = figures.kind === "hold" ? awaited(figures.clients) : null;
    const context = { ours, stuck, cutOff: 0, awaited: wanted, ...last };
    return judgePhase(layers, index, figures, context);
  }

  /** Waits so long, or until `done`; looks at the gates meanwhile. Answers whether `done` came. */
  async #watch(index: number, ms: number, done?: Promise<void>): Promise<boolean> {
    const { clock, abortOnFail } = this.#parts;
    const end = clock.now() + ms;
    for (;;) {
      const left = end - clock.now();
      if (left <= 0 || this.over.aborted) return false;
      const nap = abortOnFail ? Math.min(left, GATE_MS) : left;
      if (await inTime(clock, nap, this.over, done ?? NEVER)) return true;
      if (abortOnFail) this.#gate(index);
    }
  }

  #gate(index: number): void {
    const { ledger, watch, layers } = this.#parts;
    const figures = ledger.phase(index, watch);
    const broken = firesOn(
      figures,
      this.second,
      this.judge(index),
      layers,
      ledger.total().counters,
    );
    if (broken) this.#end({ why: "gate", judged: broken, second: this.second });
  }

  #noteStuck(index: number, clients: number): void {
    const { connected, cutOff } = this.#parts.ledger.live(this.second);
    this.#stuck.set(index, Math.max(0, clients - connected - cutOff));
  }

  #endOn(signal: AbortSignal, ended: (reason: string, second: number) => Ended): void {
    const end = () => this.#end(ended(String(signal.reason), this.second));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  }

  /** The first reason is the one: a server that dies takes its joins with it. */
  #end(ended: Ended): void {
    if (this.over.aborted) return;
    this.#ended = ended;
    this.#over.abort(ended.why);
  }
}

const NEVER = new Promise<void>(() => {});
