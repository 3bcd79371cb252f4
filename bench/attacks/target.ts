import { Client } from "colyseus.js";
import { ready, type ServerProcess, startServer } from "../../test/support/process.ts";
import { pause } from "../../test/support/wait.ts";

const ANSWER_MS = 2000;

/** A room of the SDK, of any type. */
export type Joined = Awaited<ReturnType<Client["joinById"]>>;

/** A server in a process of its own that is attacked. */
export interface Target {
  readonly url: string;
  readonly port: number;
  /** What it has printed so far, in bytes. */
  printed(): number;
  /** Options and headers that its own client would join with. */
  ticket(): Promise<{ options: object; token: string | undefined }>;
  /** Opens a room, or joins one. */
  player(how?: { roomId?: string; room?: string }): Promise<Joined>;
  /** Address of a seat in a new room, for a socket by hand. */
  seat(): Promise<string>;
  /** How it is, if it is not well. */
  trouble(): Promise<string | undefined>;
  discard(): Promise<void>;
}

/** Stock Colyseus 0.18, or this repository's server. */
export async function openTarget(kind: "stock" | "ours"): Promise<Target> {
  const server = await startServer({ LOG_LEVEL: "info" }, `bench/attacks/${kind}.ts`);
  await ready(server);
  const { url, port } = server;
  const ticket = kind === "stock" ? strangerTicket : () => guestTicket(url);
  return {
    url,
    port,
    printed: () => server.output().length,
    ticket,
    async player({ roomId, room: name = "arena" } = {}) {
      const { options, token } = await ticket();
      const client = new Client(url);
      if (token) client.http.authToken = token;
      const room = await (roomId
        ? client.joinById(roomId, options)
        : name === "lobby"
          ? client.joinOrCreate(name, options)
          : client.create(name, { ...options, fill: 0, map: "atrium" }));
      room.reconnection.enabled = false;
      await pause(100);
      return room;
    },
    async seat() {
      const { options, token } = await ticket();
      const answer = await fetch(`${url}/matchmake/create/arena`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify(options),
      });
      const { processId, roomId, sessionId } = (await answer.json()) as Record<string, string>;
      return `ws://127.0.0.1:${port}/${processId}/${roomId}?sessionId=${sessionId}`;
    },
    trouble: () => trouble(server),
    discard: () => server.discard(),
  };
}

const strangerTicket = async () => ({ options: {}, token: undefined });

async function guestTicket(url: string) {
  const read = async (path: string, method = "GET") =>
    (await fetch(`${url}${path}`, { method })).json() as Promise<Record<string, string>>;
  const { build } = await read("/api/build");
  const { token } = await read("/api/guest", "POST");
  return { options: { build, name: "X", hue: 0 }, token };
}

async function trouble({ child, url }: ServerProcess): Promise<string | undefined> {
  await pause(200);
  // An exit takes its time: stock says goodbye to its rooms first.
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) return `the process exits with code ${child.exitCode}`;
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(`${url}/readyz`, { signal }).catch(() => undefined);
    if (answer?.ok) return undefined;
    if (tries > 1)
      return child.exitCode === null
        ? "the process hangs"
        : `the process exits with code ${child.exitCode}`;
    await pause(300);
  }
}
