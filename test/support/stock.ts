import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import * as ws from "ws";
import { until } from "./wait.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const JOIN_ACK = 10;

/** An untouched Colyseus in a process of its own, for one suite. */
export interface Stock {
  readonly child: ChildProcess;
  readonly port: number;
  /** All that it has printed so far. */
  output(): string;
  /** Asks its matchmaker. */
  ask(at: string, headers?: Record<string, string>, body?: string): Promise<Response>;
  /** Seats in a new room of this type, each as the address of its socket. */
  seats(room: string, count?: number): Promise<{ roomId: string; addresses: readonly string[] }>;
}

/** Registers the hooks of a suite. */
export function useStock(): Stock {
  let child: ChildProcess;
  let port = 0;
  let output = "";
  before(async () => {
    const { NODE_ENV: _inherited, ...env } = process.env;
    child = spawn(process.execPath, ["test/support/stock-server.ts"], { cwd: ROOT, env });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (d) => (output += d));
    port = Number(await until("listening", () => /port (\d+)/.exec(output)?.[1]));
  });
  after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return {
    get child() {
      return child;
    },
    get port() {
      return port;
    },
    output: () => output,
    ask: (at, headers = {}, body = "{}") =>
      fetch(`http://127.0.0.1:${port}/matchmake/${at}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      }),
    async seats(room, count = 1) {
      const response = await fetch(`http://127.0.0.1:${port}/seats/${room}/${count}`);
      const { roomId, seats } = (await response.json()) as { roomId: string; seats: string[] };
      const address = (id: string) => `ws://127.0.0.1:${port}/p/${roomId}?sessionId=${id}`;
      return { roomId, addresses: seats.map(address) };
    },
  };
}

/** A socket on this seat, once it has heard of its room. */
export async function socketOn(address: string, options: ws.ClientOptions = {}) {
  const socket = new ws.WebSocket(address, options);
  await once(socket, "message");
  return socket;
}

/** As {@link socketOn}, with JOIN acknowledged. */
export async function seatedOn(address: string) {
  const socket = await socketOn(address);
  socket.send(Uint8Array.of(JOIN_ACK));
  return socket;
}
