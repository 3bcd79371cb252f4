import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { freePort, ready, type ServerProcess } from "../../test/support/process.ts";
import { type NetProxy, openProxy } from "../proxy.ts";
import type { Condition } from "./conditions.ts";
import { type Ask, answer, type Desk, deskOver, portChannel } from "./desk.ts";
import { type Figures, isSpoiled, type Result } from "./figures.ts";
import type { Job } from "./measure.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const READY_MS = 120_000;

/** The real server in a process of its own, which answers what only it knows. */
export interface Stand {
  readonly server: ServerProcess;
  readonly desk: Desk;
  close(): Promise<void>;
}

/** @param serveClient also builds and serves the pages */
export async function openStand(serveClient: boolean): Promise<Stand> {
  const port = await freePort();
  const data = await mkdtemp(path.join(tmpdir(), "hypogeum-"));
  const { NODE_ENV: _inherited, ...inherited } = process.env;
  const child = spawn(process.execPath, ["bench/netcode/server.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...inherited,
      ...{ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: data },
      ...{ SERVE_CLIENT: serveClient ? "on" : "off", LOG_LEVEL: "warn" },
    },
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const server = asServer(child, { port, data, discarded: () => process.off("exit", kill) });
  await ready(server, READY_MS);
  const channel = {
    post: (message: object) => void child.send(message),
    listen: (listener: (message: object) => void) => void child.on("message", listener),
  };
  return { server, desk: deskOver(channel), close: () => server.discard() };
}

interface Place {
  readonly port: number;
  readonly data: string;
  readonly discarded: () => void;
}

function asServer(child: ChildProcess, { port, data, discarded }: Place): ServerProcess {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => (output += chunk));
  }
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    ...{ child, port, exit, url: `http://127.0.0.1:${port}`, output: () => output },
    async discard() {
      child.kill("SIGKILL");
      await exit;
      discarded();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Times that a spoiled measurement is taken again. */
const RETRIES = 2;

/** Measures a condition, and again where the machine had no time for it. */
export async function measured(condition: Condition, stand: Stand): Promise<Result> {
  for (let retries = condition.disturbance?.kind === "sleep" ? 1 : RETRIES; ; retries--) {
    const result = await measuredOnce(condition, stand);
    if (retries === 0 || !isSpoiled(result.figures)) return result;
    console.error(`the machine was busy: ${condition.title} again`);
  }
}

/** Measures one condition in a thread of its own, over a proxy of its own. */
async function measuredOnce(condition: Condition, stand: Stand): Promise<Result> {
  const proxy = await openProxy(stand.server.port);
  const workerData: Job = { condition, url: `http://127.0.0.1:${proxy.port}` };
  const worker = new Worker(new URL("./measure.ts", import.meta.url), { workerData });
  try {
    answer(portChannel(worker), (ask) => handle(ask, proxy, stand.desk));
    return { condition, figures: await outcome(worker) };
  } finally {
    await worker.terminate();
    await proxy.close();
  }
}

function outcome(worker: Worker): Promise<Figures | string> {
  return new Promise((resolve) => {
    worker.on("message", ({ figures }: { figures?: Figures }) => figures && resolve(figures));
    worker.on("error", (error) => resolve(error.message));
    worker.on("exit", () => resolve("ended without figures"));
  });
}

function handle(ask: Ask, proxy: NetProxy, server: Desk): unknown {
  switch (ask.name) {
    case "line":
      return proxy.line(...ask.args);
    case "outage":
      return proxy.outage(...ask.args);
    case "stage":
      return server.stage(...ask.args);
    case "origin":
      return server.origin(...ask.args);
    case "lateness":
      return server.lateness(...ask.args);
    case "wall":
      return server.wall(...ask.args);
  }
}
