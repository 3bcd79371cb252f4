import assert from "node:assert/strict";
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { CounterId, DistributionId } from "../../loadtest/figures.ts";
import type { Order, Slice, Word, WorkerPlan } from "../../loadtest/protocol.ts";
import type { Tally } from "../../loadtest/tally.ts";
import { until } from "./wait.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");

/** A server process that prints its port, for one suite. */
export function usePlaza() {
  let child: ChildProcess;
  let url = "";
  before(async () => {
    const { NODE_ENV: _inherited, ...env } = process.env;
    child = spawn(process.execPath, ["test/support/plaza-server.ts"], { cwd: ROOT, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (d) => (output += d));
    url = `http://127.0.0.1:${await until("listening", () => /port (\d+)/.exec(output)?.[1])}`;
  });
  after(async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return {
    get url() {
      return url;
    },
    /** It stands still, as a process does that is stopped, until the function it answers is called. */
    freeze() {
      child.kill("SIGSTOP");
      return () => child.kill("SIGCONT");
    },
    async seen() {
      const response = await fetch(`${url}/seen`);
      return (await response.json()) as {
        inputs: number;
        moved: number;
        drops: number[];
        joins: number;
        leaves: number;
        said: unknown[];
      };
    },
  };
}

/** Players of one worker on a plain server's plaza; a test says what is different. */
export const planFor = (url: string, changed: Partial<WorkerPlan> = {}): WorkerPlan => ({
  worker: 0,
  workers: 1,
  url,
  ours: false,
  pass: undefined,
  build: "",
  room: "plaza",
  game: undefined,
  scenario: undefined,
  tickMs: 50,
  mix: { player: 1 },
  seed: 1,
  net: "good",
  rooms: undefined,
  roomOptions: {},
  rejoin: false,
  epochMs: performance.timeOrigin + performance.now(),
  framesPerSecond: 10_000,
  ...changed,
});

/** A worker in a process of its own, with all that it has said. */
export class WorkerProcess {
  readonly child: ChildProcess;
  readonly words: Word[] = [];
  readonly exit: Promise<number | null>;
  #phase = 0;
  #asking: ReturnType<typeof setInterval> | undefined;

  constructor(module = "loadtest/swarm/worker.ts") {
    this.child = fork(path.join(ROOT, module), [], { serialization: "advanced", stdio: "ignore" });
    this.child.on("message", (word: Word) => this.words.push(word));
    this.exit = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.once("disconnect", () => clearInterval(this.#asking));
  }

  tell(order: Order): void {
    this.child.send(order);
  }

  /** @param often hands slices in ten times a second: a test need not wait for the next one */
  async begin(plan: WorkerPlan, often = true): Promise<void> {
    this.tell({ do: "begin", plan });
    await this.heard("ready");
    if (often) this.#asking = setInterval(() => this.mark(this.#phase), 100);
  }

  mark(phase: number): void {
    this.#phase = phase;
    if (this.child.connected) this.tell({ do: "mark", phase });
  }

  /** Fills, and waits for the end of it. */
  async fill(clients: number, perSecond = 200): Promise<void> {
    const before = this.said("filled").length;
    this.tell({ do: "fill", clients, perSecond });
    await until("filled", () => this.said("filled").length > before, 20_000);
  }

  async heard<S extends Word["say"]>(say: S): Promise<Extract<Word, { say: S }>> {
    return until(`"${say}" said`, () => this.said(say)[0], 20_000);
  }

  said<S extends Word["say"]>(say: S): Extract<Word, { say: S }>[] {
    return this.words.filter((word) => word.say === say) as Extract<Word, { say: S }>[];
  }

  get slices(): readonly Slice[] {
    return this.said("slice").map(({ slice }) => slice);
  }

  /** Over all slices, or those of one phase. */
  count(id: CounterId, phase?: number): number {
    const own = this.slices.filter((slice) => phase === undefined || slice.phase === phase);
    return own.reduce((sum, { counters }) => sum + (counters[id] ?? 0), 0);
  }

  samples(id: DistributionId): readonly (readonly [ms: number, count: number])[] {
    const pairs = this.slices.flatMap(({ distributions }) => distributions[id] ?? []);
    return pairs.map(([us, count]) => [us / 1000, count] as const);
  }

  sampled(id: DistributionId): number {
    return this.samples(id).reduce((sum, [, count]) => sum + count, 0);
  }

  tally(name: "failed" | "endings" | "errors" | "provoked"): Tally {
    const tally: Tally = {};
    for (const slice of this.slices) {
      for (const [id, n] of Object.entries(slice[name])) tally[id] = (tally[id] ?? 0) + n;
    }
    return tally;
  }

  /** In order. */
  async quit(): Promise<Extract<Word, { say: "gone" }>> {
    clearInterval(this.#asking);
    this.tell({ do: "quit" });
    const gone = await this.heard("gone");
    assert.equal(await this.exit, 0);
    return gone;
  }

  kill(): void {
    clearInterval(this.#asking);
    this.child.kill("SIGKILL");
  }
}

/** Workers that a suite starts, and that are gone after each test however it ends. */
export function useWorkers(): (module?: string) => WorkerProcess {
  const started: WorkerProcess[] = [];
  afterEach(() => {
    for (const worker of started.splice(0)) worker.kill();
  });
  return (module) => {
    const worker = new WorkerProcess(module);
    started.push(worker);
    return worker;
  };
}
