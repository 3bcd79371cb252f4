import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import WebSocket from "ws";
import type { Line } from "../../engine/transport/line.ts";
import type { AppDeps } from "../../server/deps.ts";
import { defaultLimits } from "../../server/limits.ts";
import { noPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

/** More than the system holds for a socket that nobody reads. */
const LARGE = Buffer.alloc(32 * 1024 * 1024);
const IDLE_SECONDS = 1;
const JOIN = { build: "test", name: "A", hue: 0 };

describe("server: those who do not read", function () {
  this.timeout(20_000);
  let app: Running;
  const boot = async (limits: Partial<AppDeps["limits"]>) => {
    const assets: AppDeps["pages"]["assets"] = (request, response, next) => {
      if (request.path === "/large") response.send(LARGE);
      else next();
    };
    app = await bootApp({
      limits: { ...defaultLimits(), ...limits },
      pages: { ...noPages(), assets },
    });
  };
  afterEach(() => app.close());

  /** Open connections of the HTTP server, those that have become WebSockets included. */
  const connections = () =>
    new Promise<number>((resolve) =>
      app.app.http.getConnections((_error, count) => resolve(count)),
    );

  async function ask(request: string): Promise<Socket> {
    const socket = connect(app.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    socket.write(request);
    await until("connected", connections);
    return socket;
  }

  it("[SV27] who asks for a large page and never reads it is cut, without a word in the log", async () => {
    await boot({ HTTP_IDLE_SECONDS: IDLE_SECONDS });
    const socket = await ask("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    await pause(IDLE_SECONDS * 500);
    assert.equal(await connections(), 1);
    await until("cut", async () => (await connections()) === 0, IDLE_SECONDS * 4000);
    assert.deepEqual(
      app.log.lines.filter(({ level }) => level !== "debug" && level !== "info"),
      [],
    );
    socket.destroy();
  });

  it("[SV27] who reads slowly gets it whole", async () => {
    await boot({ HTTP_IDLE_SECONDS: IDLE_SECONDS });
    const socket = await ask("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let bytes = 0;
    const from = performance.now();
    socket.on("data", ({ length }) => {
      bytes += length;
      socket.pause();
      setTimeout(() => socket.resume(), 5);
    });
    socket.resume();
    await new Promise((resolve) => socket.once("close", resolve));
    assert.ok(bytes > LARGE.length, `${bytes} B`);
    assert.ok(performance.now() - from > IDLE_SECONDS * 1500, "and took longer than that");
  });

  it("[EN60] a refused upgrade whose client does not hang up is cut", async () => {
    await boot({ ORIGINLESS_CLIENTS: "off" });
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    const key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    const head = `GET /p/room?sessionId=x HTTP/1.1\r\nHost: x\r\n${upgrade}${key}\r\n`;
    const socket = connect({ port: app.port, host: "127.0.0.1", allowHalfOpen: true });
    socket.resume();
    socket.write(head);
    await until("connected", connections);
    await until("cut", async () => (await connections()) === 0, 8000);
    socket.destroy();
  });

  it("[SV27] a WebSocket on which nothing happens stays", async () => {
    await boot({ HTTP_IDLE_SECONDS: IDLE_SECONDS });
    const client = new Client(app.url);
    client.http.authToken = (await app.guest()).token;
    const lobby = await client.joinOrCreate("lobby", JOIN);
    let closed = false;
    lobby.onLeave(() => {
      closed = true;
    });
    // Shorter than the time between two pings.
    await pause(IDLE_SECONDS * 2500);
    assert.equal(closed, false);
    assert.ok(lobby.connection.isOpen);
    await lobby.leave();
  });

  it("[SV26] ORIGINLESS_CLIENTS=off: native clients are answered 403, the host's own pages let in", async () => {
    await boot({ ORIGINLESS_CLIENTS: "off" });
    const seat = async () => {
      const { token } = await app.guest();
      return matchMaker.joinOrCreate("arena", JOIN, { token } as never);
    };
    const statusOf = async (options: object) => {
      const { sessionId, processId, roomId } = await seat();
      const url = `ws://127.0.0.1:${app.port}/${processId}/${roomId}?sessionId=${sessionId}`;
      const socket = new WebSocket(url, options);
      socket.on("error", () => {});
      const status = await new Promise<number>((resolve) => {
        socket.once("open", () => resolve(101));
        socket.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode ?? 0));
      });
      socket.terminate();
      return status;
    };
    assert.equal(await statusOf({}), 403);
    assert.equal(await statusOf({ origin: app.url }), 101);
  });

  it("[SV26] PATCH_QUEUE_MAX_BYTES says how far behind a reader may be", async () => {
    await boot({ PATCH_QUEUE_MAX_BYTES: 4096 });
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    const { roomId, sessionId } = session.room;
    const line = matchMaker.getLocalRoomById(roomId).clients.get(sessionId) as unknown as Line;
    const waiting = (bytes: number) =>
      Object.defineProperty(line.ref.socket, "writableLength", {
        value: bytes,
        configurable: true,
      });
    waiting(4096);
    assert.equal(line.isBehind(), false);
    waiting(4097);
    assert.equal(line.isBehind(), true);
    delete (line.ref.socket as { writableLength?: number }).writableLength;
    await session.quit();
  });
});
