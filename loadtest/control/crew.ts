import type { BotFigures, Order, Slice, WorkerPlan } from "../protocol.ts";
import type { Tally } from "../tally.ts";
import { CAPS } from "./caps.ts";
import type { Clock } from "./clock.ts";
import { inTime } from "./clock.ts";
import { hire, type Member } from "./member.ts";
import { Silence, type Silent } from "./silence.ts";

/** What all workers are told alike. */
export type CrewPlan = Omit<WorkerPlan, "worker" | "workers" | "framesPerSecond">;

/** The worker processes, as one. Bot i lives in worker i mod workers. */
export interface Crew {
  /** To so many bots in all; resolves when every worker has come there. */
  fill(clients: number, perSecond: number): Promise<void>;
  /** What is measured from here on belongs to this phase; resolves when the rest has been told. */
  mark(phase: number): Promise<void>;
  /** Breaks every line at once. */
  cut(): void;
  /** All bots leave and the processes end, within a bounded time. */
  quit(): Promise<Farewell>;
  /** Fires when one of them ends by itself or falls silent; the reason says how. */
  readonly died: AbortSignal;
}

export interface Farewell {
  readonly bots: readonly BotFigures[];
  readonly notes: Tally;
}

export type Hired =
  | { readonly ok: true; readonly crew: Crew }
  | { readonly ok: false; readonly problem: string };

export interface CrewWishes {
  readonly plan: CrewPlan;
  readonly workers: number;
  readonly clock: Clock;
  readonly onSlice: (worker: number, slice: Slice) => void;
  readonly stop: AbortSignal;
  /** Starts one process; a test brings its own. */
  readonly hire?: typeof hire;
}

const READY_MS = 30_000;
const MARK_MS = 2000;
const QUIT_MS = 15_000;
/** Two processes' clocks agree to about this. */
const SKEW_MS = 5;
const WORST_BOTS = 10;

/** How many of `clients` bots live in this worker. */
export const shareOfWorker = (clients: number, worker: number, workers: number): number =>
  Math.max(0, Math.ceil((clients - worker) / workers));

/** Starts the processes and waits until all have understood the plan. */
export async function startCrew(wishes: CrewWishes): Promise<Hired> {
  const { clock, stop, workers, plan } = wishes;
  const crew = new WorkerCrew(wishes);
  const framesPerSecond = CAPS.framesPerSecond / workers;
  const over = AbortSignal.any([stop, crew.died]);
  const ready = crew.each((member, worker) =>
    member.ask({ do: "begin", plan: { ...plan, worker, workers, framesPerSecond } }, "ready"),
  );
  const isReady = await inTime(clock, READY_MS, over, ready);
  if (isReady && !over.aborted) {
    void crew.listen();
    return { ok: true, crew };
  }
  crew.kill();
  if (crew.died.aborted) return { ok: false, problem: String(crew.died.reason) };
  if (stop.aborted) return { ok: false, problem: `stopped by ${String(stop.reason)}` };
  return { ok: false, problem: `the workers were not ready within ${READY_MS / 1000} s` };
}

class WorkerCrew implements Crew {
  readonly #members: readonly Member[];
  readonly #wishes: CrewWishes;
  readonly #died = new AbortController();
  readonly #silence: Silence;
  readonly #leaving = new AbortController();
  /** When the last slice of each worker ended that came since the mark, in ms since the epoch. */
  readonly #told = new Map<number, number>();
  #marked: { readonly at: number; readonly done: () => void } | undefined;
  readonly #bots: BotFigures[] = [];
  readonly #notes: Tally = {};

  constructor(wishes: CrewWishes) {
    this.#wishes = wishes;
    const { workers, hire: start = hire } = wishes;
    this.#silence = new Silence(workers);
    this.#members = Array.from({ length: workers }, (_, worker) =>
      start(worker, {
        onWord: (word) => {
          this.#silence.heard(worker);
          if (word.say === "slice") this.#take(worker, word.slice);
          if (word.say === "opened")
            this.#tell({ do: "room", room: word.room, roomId: word.roomId });
          if (word.say === "gone") this.#part(word);
        },
        onEnd: (how) => this.#died.abort(how),
      }),
    );
  }

  get died(): AbortSignal {
    return this.#died.signal;
  }

  each(work: (member: Member, worker: number) => Promise<void>): Promise<unknown> {
    return Promise.all(this.#members.map(work));
  }

  /** Whoever falls silent is as good as dead: what its bots do is measured by nobody. */
  async listen(): Promise<void> {
    const silent = await this.#silence.found(this.#wishes.clock, this.#leaving.signal);
    if (silent.length > 0) this.#giveUp(silent);
  }

  async fill(clients: number, perSecond: number): Promise<void> {
    const workers = this.#members.length;
    await this.each((member, worker) => {
      const own = shareOfWorker(clients, worker, workers);
      return member.ask({ do: "fill", clients: own, perSecond: perSecond / workers }, "filled");
    });
  }

  async mark(phase: number): Promise<void> {
    const { clock, plan } = this.#wishes;
    this.#told.clear();
    const all = new Promise<void>((done) => {
      this.#marked = { at: clock.now() - plan.epochMs - SKEW_MS, done };
    });
    this.#tell({ do: "mark", phase });
    await inTime(clock, MARK_MS, this.died, all);
  }

  cut(): void {
    this.#tell({ do: "cut" });
  }

  async quit(): Promise<Farewell> {
    this.#leaving.abort();
    const staying = new Set(this.#members.keys());
    // Whoever has died says nothing more; the others still leave in order.
    const gone = this.each(async (member, worker) => {
      await member.ask({ do: "quit" }, "gone");
      staying.delete(worker);
    });
    await inTime(this.#wishes.clock, QUIT_MS, new AbortController().signal, gone);
    this.#giveUp([...staying].map((worker) => ({ worker, seconds: QUIT_MS / 1000 })));
    this.kill();
    this.#bots.sort((a, b) => b.echoMaxMs - a.echoMaxMs);
    return { bots: this.#bots.slice(0, WORST_BOTS), notes: this.#notes };
  }

  kill(): void {
    for (const member of this.#members) member.kill();
  }

  #giveUp(silent: readonly Silent[]): void {
    for (const { worker, seconds } of silent) {
      this.#died.abort(`worker ${worker} was silent for ${seconds} s, and was killed`);
      this.#members[worker]?.kill();
    }
  }

  #tell(order: Order): void {
    for (const member of this.#members) member.tell(order);
  }

  #take(worker: number, slice: Slice): void {
    this.#wishes.onSlice(worker, slice);
    this.#told.set(worker, slice.to);
    const { at, done } = this.#marked ?? {};
    if (at === undefined || done === undefined) return;
    if (this.#members.every((_, i) => (this.#told.get(i) ?? -1) >= at)) done();
  }

  #part({ bots, notes }: { readonly bots: readonly BotFigures[]; readonly notes: Tally }): void {
    this.#bots.push(...bots);
    for (const [note, n] of Object.entries(notes)) this.#notes[note] = (this.#notes[note] ?? 0) + n;
  }
}
