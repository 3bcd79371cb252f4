import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { systemClock } from "./clock.ts";
import { makeFolder } from "./folder.ts";
import { keepTail, type Tail } from "./tail.ts";

/** The server that this run started, in a process of its own. */
export interface OwnServer {
  readonly url: string;
  /** Its LOADTEST_TOKEN. */
  readonly pass: string;
  /** Fires when it ends by itself, or does not come up again; the reason says how. */
  readonly died: AbortSignal;
  /** The last lines that it printed, once it was ready: what comes before is for who starts it. */
  tail(): readonly string[];
  /** SIGKILL, and up again with the same port, data and token; resolves when it answers. */
  restart(): Promise<void>;
  /** In order; what it kept is removed. */
  stop(): Promise<void>;
}

export type Started =
  | { readonly ok: true; readonly server: OwnServer }
  | { readonly ok: false; readonly problem: string };

const ROOT = join(import.meta.dirname, "../..");
const LEASH = join(import.meta.dirname, "leash.ts");
const SECRET_BYTES = 32;
const READY_MS = 20_000;
const POLL_MS = 100;
const TERM_MS = 5000;
const TAIL_LINES = 20;

/** Starts the server on a free port with a data folder of its own, and waits until it is ready. */
export async function startServer(stop: AbortSignal): Promise<Started> {
  const dataDir = await makeFolder();
  const port = await freePort();
  const server = new ServerProcess(port, dataDir);
  const problem = await server.ready(stop);
  if (problem === undefined) return { ok: true, server };
  await server.stop();
  return { ok: false, problem: [problem, ...server.tail()].join("\n  ") };
}

const secret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

class ServerProcess implements OwnServer {
  readonly url: string;
  readonly pass = secret();
  readonly #env: NodeJS.ProcessEnv;
  readonly #dataDir: string;
  readonly #died = new AbortController();
  #child: ChildProcess;
  #tail: Tail;
  /** What ends now was told to. */
  #isMeant = false;
  // On a second Ctrl-C or an exception there is no time for more.
  readonly #kill = () => {
    this.#child.kill("SIGKILL");
    rmSync(this.#dataDir, { recursive: true, force: true });
  };

  constructor(port: number, dataDir: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#dataDir = dataDir;
    this.#env = environment(port, this.pass, dataDir);
    this.#child = this.#start();
    this.#tail = keepTail(this.#child, TAIL_LINES, this.#env);
    process.once("exit", this.#kill);
  }

  get died(): AbortSignal {
    return this.#died.signal;
  }

  tail(): readonly string[] {
    return this.#tail.lines();
  }

  async restart(): Promise<void> {
    await this.#end("SIGKILL");
    if (this.died.aborted) return;
    this.#child = this.#start();
    this.#tail = keepTail(this.#child, TAIL_LINES, this.#env);
    const problem = await this.ready(new AbortController().signal);
    if (problem !== undefined) this.#died.abort(`${problem} after it was killed`);
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    process.off("exit", this.#kill);
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Why it is not ready, once that is certain; undefined when it is. */
  async ready(stop: AbortSignal): Promise<string | undefined> {
    const deadline = performance.now() + READY_MS;
    const over = AbortSignal.any([this.died, stop]);
    while (!over.aborted && performance.now() < deadline) {
      if (await answersReady(this.url)) {
        this.#tail.forget();
        return undefined;
      }
      await systemClock.sleep(POLL_MS, over);
    }
    if (this.died.aborted) return String(this.died.reason);
    if (over.aborted) return `stopped by ${String(stop.reason)}`;
    return `the server was not ready within ${READY_MS / 1000} s`;
  }

  #start(): ChildProcess {
    this.#isMeant = false;
    const child = spawn(process.execPath, ["--import", LEASH, "server/main.ts"], {
      cwd: ROOT,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A Ctrl-C on the terminal goes to the whole process group; the bots are to leave first.
      detached: true,
    });
    child.on("error", ({ message }) =>
      this.#died.abort(`the server could not be started: ${message}`),
    );
    child.on("exit", (code, signal) => {
      if (this.#isMeant || child !== this.#child) return;
      this.#died.abort(`the server died (${signal ?? `exit code ${code}`})`);
    });
    return child;
  }

  async #end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#isMeant = true;
    const child = this.#child;
    const isOver = () =>
      child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (isOver()) return;
    const exit = once(child, "exit");
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), TERM_MS);
    await exit;
    clearTimeout(late);
  }
}

/** The same at each start. Secrets are its own: one that it generates it prints, for its operator. */
const environment = (port: number, pass: string, dataDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: String(port),
  HOST: "127.0.0.1",
  DATA_DIR: dataDir,
  LOADTEST_FOLDER: dataDir,
  LOG_LEVEL: "warn",
  NODE_ENV: "development",
  SERVE_CLIENT: "off",
  LOADTEST_TOKEN: pass,
  OPERATOR_PASSWORD: secret(),
  TOKEN_SECRET: secret(),
  METRICS_TOKEN: secret(),
  // No token lifts it, and many small rooms are what a profile asks for.
  ROOMS_MAX: "10000",
});

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
