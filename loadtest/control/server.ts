import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleepUntil, within } from "./wait.ts";

/** The server that this run started, in a process of its own. */
export interface OwnServer {
  readonly url: string;
  /** Lifts its limits per address and user. */
  readonly pass: string;
  /** Fires when it ends by itself; the reason says how. */
  readonly died: AbortSignal;
  /** The last lines that it printed. */
  tail(): readonly string[];
  /** CPU time that its process has used so far, or undefined where the system does not tell. */
  cpuMs(): number | undefined;
  stop(): Promise<void>;
}

export type Started =
  | { readonly ok: true; readonly server: OwnServer }
  | { readonly ok: false; readonly problem: string };

const ROOT = join(import.meta.dirname, "..");
const PASS_BYTES = 32;
const READY_MS = 20_000;
const POLL_MS = 100;
const TERM_MS = 3000;
const TAIL_LINES = 20;
/** Linux reports CPU time in these to user space on every architecture that Node runs on. */
const MS_PER_CLOCK_TICK = 10;

/** Starts the server on a free port with a data directory of its own, and waits until it is ready. */
export async function startServer(stop: AbortSignal): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), "hypogeum-loadtest-"));
  const port = await freePort();
  const pass = randomBytes(PASS_BYTES).toString("base64url");
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...environment(port, dataDir), LOADTEST_TOKEN: pass },
    stdio: ["ignore", "pipe", "pipe"],
    // A Ctrl-C on the terminal goes to the whole process group; the bots are to leave first.
    detached: true,
  });
  const server = own(child, { url: `http://127.0.0.1:${port}`, pass }, dataDir);
  const problem = await notReady(server, stop);
  if (problem === undefined) return { ok: true, server };
  await server.stop();
  return { ok: false, problem: [problem, ...server.tail()].join("\n  ") };
}

const environment = (port: number, dataDir: string): NodeJS.ProcessEnv => ({
  PORT: String(port),
  HOST: "127.0.0.1",
  DATA_DIR: dataDir,
  LOG_LEVEL: "warn",
  NODE_ENV: "development",
  SERVE_CLIENT: "off",
});

function own(
  child: ChildProcess,
  address: Pick<OwnServer, "url" | "pass">,
  dataDir: string,
): OwnServer {
  const died = new AbortController();
  const lines = keepTail(child);
  let stopping = false;
  child.on("error", (error) => died.abort(`the server could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (!stopping) died.abort(`the server died (${signal ?? `exit code ${code}`})`);
  });
  // The last resort against an orphan, should this process end on an exception.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    ...address,
    died: died.signal,
    tail: () => lines,
    cpuMs: () => cpuMsOf(child.pid),
    async stop() {
      stopping = true;
      await end(child);
      process.off("exit", kill);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = () =>
    child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  if (ended()) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await within(TERM_MS, exit);
  if (ended()) return;
  child.kill("SIGKILL");
  await exit;
}

/** Both streams, because the log goes to one and a crash to the other. */
function keepTail(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line.trim() !== ""));
      lines.splice(0, lines.length - TAIL_LINES);
    });
  }
  return lines;
}

/** Why the server is not ready, once that is certain; undefined when it is. */
async function notReady({ url, died }: OwnServer, stop: AbortSignal): Promise<string | undefined> {
  const deadline = performance.now() + READY_MS;
  const over = AbortSignal.any([died, stop]);
  while (!over.aborted && performance.now() < deadline) {
    if (await answersReady(url)) return undefined;
    await sleepUntil(POLL_MS, over);
  }
  if (died.aborted) return String(died.reason);
  return over.aborted
    ? `stopped by ${stop.reason}`
    : `the server was not ready within ${READY_MS / 1000} s`;
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) });
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** User and system time of a process: fields 14 and 15 of its stat file, see proc(5). */
export function cpuMsOf(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  const stat = readFileSync(path, "utf8");
  // The second field is the command in brackets, which may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_CLOCK_TICK;
}
