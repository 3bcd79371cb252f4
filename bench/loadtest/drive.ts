import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { CounterId, DistributionId } from "../../loadtest/figures.ts";
import type { Order, Slice, Word, WorkerPlan } from "../../loadtest/protocol.ts";
import { GAMES } from "../../schema/games.ts";
import { ready, startServer } from "../../test/support/process.ts";

/** What one worker process did with its bots, in the seconds that were measured. */
export interface Driven {
  readonly bots: number;
  readonly connected: number;
  readonly seconds: number;
  /** CPU time over wall time. */
  readonly cores: number;
  readonly utilisation: number;
  readonly eventLoopP99Ms: number;
  /** Of the inputs that were due, so many left more than 10 ms late. */
  readonly lateShare: number;
  /** Per bot and second. */
  readonly inputs: number;
  readonly patches: number;
  readonly samplesPerSecond: number;
  readonly errors: number;
}

export interface Wishes {
  readonly bots: number;
  readonly seats: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
}

const PASS = randomBytes(32).toString("base64url");
const JOINS_PER_SECOND = 60;
const WORKER = new URL("../../loadtest/swarm/worker.ts", import.meta.url);
const MEASURED = 1;

/** Starts our server and one worker, fills rooms of Arena with its bots, and measures the worker. */
export async function drive(wishes: Wishes): Promise<Driven> {
  const server = await startServer({ LOADTEST_TOKEN: PASS, LOG_LEVEL: "warn" });
  const worker = fork(WORKER, { serialization: "advanced" });
  try {
    await ready(server);
    const answer = await fetch(`${server.url}/api/build`);
    const { build } = (await answer.json()) as { build: string };
    return await measure(worker, planFor(wishes, { url: server.url, build }), wishes);
  } finally {
    worker.kill("SIGKILL");
    await server.discard();
  }
}

type Worker = ReturnType<typeof fork>;

async function measure(worker: Worker, plan: WorkerPlan, wishes: Wishes): Promise<Driven> {
  const slices: Slice[] = [];
  worker.on("message", (word: Word) => {
    if (word.say === "slice" && word.slice.phase === MEASURED) slices.push(word.slice);
  });
  const tell = (order: Order) => worker.send(order);
  tell({ do: "begin", plan });
  await heard(worker, "ready");
  tell({ do: "fill", clients: wishes.bots, perSecond: JOINS_PER_SECOND });
  await heard(worker, "filled");
  await pause(wishes.warmupSeconds * 1000);
  tell({ do: "mark", phase: MEASURED });
  await pause(wishes.seconds * 1000);
  tell({ do: "quit" });
  await heard(worker, "gone");
  return summed(slices, wishes.bots);
}

async function heard(worker: Worker, say: Word["say"]): Promise<void> {
  for (;;) {
    const [word] = (await once(worker, "message")) as [Word];
    if (word.say === "failed") throw new Error(word.problem);
    if (word.say === say) return;
  }
}

const planFor = (
  { bots, seats }: Wishes,
  { url, build }: { url: string; build: string },
): WorkerPlan => ({
  ...{ worker: 0, workers: 1, url, ours: true, pass: PASS, build },
  ...{ room: "arena", game: "arena", scenario: undefined },
  tickMs: 1000 / GAMES.arena.tickHz,
  mix: { player: 1 },
  seed: 1,
  net: "good",
  rooms: Math.ceil(bots / seats),
  roomOptions: { seats, fill: 0, idleSeconds: 600 },
  rejoin: false,
  epochMs: performance.timeOrigin + performance.now(),
  framesPerSecond: 100_000,
});

function summed(slices: readonly Slice[], bots: number): Driven {
  const sum = (of: (slice: Slice) => number) =>
    slices.reduce((total, slice) => total + of(slice), 0);
  const count = (id: CounterId) => sum(({ counters }) => counters[id] ?? 0);
  const ms = sum(({ from, to }) => to - from);
  const clientSeconds = sum(({ clientMs }) => clientMs) / 1000;
  const samples = sum(({ distributions }) =>
    Object.keys(distributions).reduce((n, id) => n + size(distributions[id as DistributionId]), 0),
  );
  return {
    bots,
    connected: Math.min(...slices.map(({ connected }) => connected)),
    seconds: ms / 1000,
    cores: sum(({ generator }) => generator.cpuMs) / ms,
    utilisation: sum(({ generator, from, to }) => generator.utilisation * (to - from)) / ms,
    eventLoopP99Ms: Math.max(...slices.map(({ generator }) => generator.eventLoopMs.p99)),
    lateShare: count("inputsLate") / Math.max(1, count("inputsDue")),
    inputs: count("inputsSent") / clientSeconds,
    patches: count("patches") / clientSeconds,
    samplesPerSecond: (samples / ms) * 1000,
    errors: count("errors") + count("endings"),
  };
}

const size = (pairs: readonly (readonly [number, number])[] = []): number =>
  pairs.reduce((total, [, n]) => total + n, 0);
