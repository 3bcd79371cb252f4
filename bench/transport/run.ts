import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { dialectOf, type Kind } from "./kinds.ts";
import type { Seen } from "./load.ts";
import type { Sample } from "./meter.ts";

export interface RunSettings {
  readonly kind: Kind;
  readonly clients: number;
  /** Ticks and patches per second. */
  readonly hz: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly pinned: boolean;
}

/** One run of one kind. Times in ms, sizes in kB, CPU in ms per second. */
export interface Run {
  readonly kind: Kind;
  readonly clients: number;
  readonly cpu: number;
  /** Share of the patches that should have come. */
  readonly delivered: number;
  readonly bytesPerClient: number;
  readonly latency: Quantiles;
  /** How far the gaps between patches are from what they should be. */
  readonly jitter: Quantiles;
  readonly cpuPerJoin: number;
  readonly heapPerClient: number;
  readonly rssPerClient: number;
  /** In 30 s. */
  readonly markCompacts: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

const FOLDER = import.meta.dirname;
const START_MS = 30_000;

/** Starts the server and the generator, lets them warm up, and measures. */
export async function run(settings: RunSettings): Promise<Run> {
  const { kind, clients, hz } = settings;
  const server = start("server.ts", ["--kind", kind, "--hz", `${hz}`], { ...settings, core: 0 });
  const children = [server];
  try {
    const { port } = await reply<{ port: number }>(server);
    const empty = await ask<Sample>(server, { ask: "collect" });
    const flags = ["--port", `${port}`, "--dialect", dialectOf(kind)];
    const load = start("load.ts", flags, { ...settings, core: 1 });
    children.push(load);
    await reply(load);
    const joined = await ask<Sample>(server, { ask: "sample" });
    const cpuPerJoin = (joined.cpu - empty.cpu) / 1000 / clients;
    return { ...(await measure({ server, load, empty }, settings)), cpuPerJoin };
  } finally {
    for (const child of children.reverse()) child.kill("SIGKILL");
  }
}

/** What costs something although nothing happens, in µs of CPU per second. */
export interface Idle {
  readonly kind: Kind;
  readonly emptyRoom: number;
  readonly silentClient: number;
}

/** Nobody moves and nobody sends: empty rooms, and then a room full of silent clients. */
export async function runIdle(settings: RunSettings, emptyRooms: number): Promise<Idle> {
  const { kind, clients, hz, warmupSeconds, seconds } = settings;
  const cost = async (rooms: number, silent: number) => {
    const flags = ["--kind", kind, "--hz", `${hz}`, "--still", "--empty-rooms", `${rooms}`];
    const server = start("server.ts", flags, { ...settings, core: 0 });
    const children = [server];
    try {
      const { port } = await reply<{ port: number }>(server);
      const talk = ["--port", `${port}`, "--dialect", dialectOf(kind)];
      if (silent > 0) children.push(start("load.ts", talk, { ...settings, core: 1 }));
      for (const load of children.slice(1)) await reply(load);
      await pause(warmupSeconds);
      const before = await ask<Sample>(server, { ask: "sample" });
      await pause(seconds);
      const after = await ask<Sample>(server, { ask: "sample" });
      return (after.cpu - before.cpu) / ((after.at - before.at) / 1000);
    } finally {
      for (const child of children.reverse()) child.kill("SIGKILL");
    }
  };
  const nothing = await cost(0, 0);
  return {
    kind,
    emptyRoom: ((await cost(emptyRooms, 0)) - nothing) / emptyRooms,
    silentClient: ((await cost(0, clients)) - nothing) / clients,
  };
}

async function measure(
  { server, load, empty }: { server: ChildProcess; load: ChildProcess; empty: Sample },
  { kind, clients, hz, warmupSeconds, seconds }: RunSettings,
): Promise<Omit<Run, "cpuPerJoin">> {
  await ask(load, "play");
  await pause(warmupSeconds);
  const before = await ask<Sample>(server, { ask: "sample" });
  await ask(load, "reset");
  await pause(seconds);
  const seen = await ask<Seen>(load, "seen");
  const after = await ask<Sample>(server, { ask: "sample" });
  const end = await ask<Sample>(server, { ask: "collect" });
  const elapsed = (after.at - before.at) / 1000;
  return {
    kind,
    clients,
    cpu: (after.cpu - before.cpu) / 1000 / elapsed,
    delivered: seen.frames / (seconds * hz * clients),
    bytesPerClient: seen.bytes / seconds / clients,
    latency: quantiles(seen.latency),
    jitter: quantiles(seen.gaps.map((gap) => Math.abs(gap - 1000 / hz))),
    heapPerClient: (end.heap - empty.heap) / 1024 / clients,
    rssPerClient: (end.rss - empty.rss) / 1024 / clients,
    markCompacts: ((after.markCompacts - before.markCompacts) / elapsed) * 30,
  };
}

function start(
  script: string,
  flags: readonly string[],
  { clients, pinned, core }: { clients: number; pinned: boolean; core: number },
): ChildProcess {
  const node = [process.execPath, "--expose-gc", path.join(FOLDER, script), ...flags];
  const [command = "", ...rest] = pinned ? ["taskset", "-c", `${core}`, ...node] : node;
  return spawn(command, [...rest, "--clients", `${clients}`], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}

function reply<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error("a process of the benchmark ended or does not answer"));
    const timer = setTimeout(fail, START_MS);
    child.once("exit", fail);
    child.once("message", (message) => {
      clearTimeout(timer);
      child.off("exit", fail);
      resolve(message as T);
    });
  });
}

function ask<T>(child: ChildProcess, question: object | string): Promise<T> {
  const answer = reply<T>(child);
  child.send(question as object);
  return answer;
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function quantiles(values: readonly number[]): Quantiles {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (share: number) => ordered[Math.floor(share * (ordered.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
