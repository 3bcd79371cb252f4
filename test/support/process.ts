import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./wait.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** All that it has printed so far, both streams. */
  output(): string;
  /** Exit code, once it has ended. */
  readonly exit: Promise<number | null>;
  /** SIGKILL, and the temporary folder goes. */
  discard(): Promise<void>;
}

/** Starts the real server in a process of its own, on a free port, with its own data folder. */
export async function startServer(
  env: Record<string, string> = {},
  entry = "server/main.ts",
): Promise<ServerProcess> {
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const data = await mkdtemp(path.join(tmpdir(), "hypogeum-"));
  const { NODE_ENV: _inherited, ...inherited } = process.env;
  const child = spawn(process.execPath, ["-r", "./server/require-node.cjs", entry], {
    cwd: ROOT,
    env: {
      ...inherited,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: data,
      SERVE_CLIENT: "off",
      ...env,
    },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    child,
    port,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    exit,
    async discard() {
      child.kill("SIGKILL");
      await exit;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Waits until the server answers; fails with its output when it ends first. */
export async function ready(server: ServerProcess, ms = 30_000): Promise<void> {
  await until(
    "server ready",
    async () => {
      if (server.child.exitCode !== null) throw new Error(`server ended:\n${server.output()}`);
      const response = await fetch(`${server.url}/readyz`).catch(() => undefined);
      return response?.ok;
    },
    ms,
  );
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
