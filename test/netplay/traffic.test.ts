import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { Room } from "colyseus.js";
import { type WebSocket, WebSocketServer } from "ws";
import { tapTraffic } from "../../netplay/traffic.ts";
import { busyFor, until } from "../support/wait.ts";

/** Protocol codes of the SDK; a ping is answered by the same byte. */
const PING = 18;
const ROOM_STATE = 14;

describe("netplay/traffic", () => {
  let server: WebSocketServer;
  let room: Room;
  let peer: { ws: WebSocket; socket: Socket };
  let counted: { in: number; out: number; faults: unknown[]; worked: number[] };

  before(async () => {
    server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
  });
  after(() => server.close());

  beforeEach(async () => {
    const { port } = server.address() as AddressInfo;
    room = new Room("test");
    counted = { in: 0, out: 0, faults: [], worked: [] };
    const connected = nextPeer();
    room.connect(`ws://127.0.0.1:${port}/process/room?sessionId=x`, {});
    peer = await connected;
    await until("open", () => room.connection.isOpen);
    // A room that never joined would tell the console about its end.
    room.connection.events.onclose = () => {};
    tapTraffic(room, {
      received: (bytes) => {
        counted.in += bytes;
      },
      sent: (bytes) => {
        counted.out += bytes;
      },
      failed: (error) => counted.faults.push(error),
      worked: (ms) => counted.worked.push(ms),
    });
  });
  afterEach(() => peer.ws.terminate());

  async function nextPeer(): Promise<typeof peer> {
    const [ws, { socket }] = await once(server, "connection");
    return { ws, socket };
  }

  it("[LT8] counts what the other end's socket counts, for frames of every header size", async () => {
    const { bytesRead, bytesWritten } = peer.socket;
    let got = 0;
    room.onMessage("*", () => got++);
    for (const size of [1, 124, 125, 126, 5000, 65_535, 70_000]) {
      room.sendBytes("m", new Uint8Array(size));
      peer.ws.send(Buffer.concat([Buffer.of(PING), Buffer.alloc(size)]));
    }
    await until("all in", () => counted.in > 140_000);
    await until("all out", () => peer.socket.bytesRead - bytesRead >= counted.out);
    assert.equal(counted.in, peer.socket.bytesWritten - bytesWritten);
    assert.equal(counted.out, peer.socket.bytesRead - bytesRead);
    assert.deepEqual(counted.faults, []);
  });

  it("[LT8] goes on counting after a reconnection", async () => {
    const connected = nextPeer();
    peer.ws.terminate();
    room.connection.reconnect({ reconnectionToken: "t" });
    peer = await connected;
    await until("open", () => room.connection.isOpen);
    const before = counted.out;
    const pong = new Promise((resolve) => room.ping(resolve));
    peer.ws.once("message", () => peer.ws.send(Buffer.of(PING)));
    await pong;
    assert.equal(counted.out - before, 7, "2 header, 4 mask, 1 payload");
    assert.equal(counted.in, 3);
  });

  it("[LT11] tells how long each frame took to take in, what listens to it included", async () => {
    const pong = new Promise<void>((resolve) => {
      room.ping(() => {
        busyFor(20);
        resolve();
      });
    });
    peer.ws.once("message", () => peer.ws.send(Buffer.of(PING)));
    await pong;
    await until("told", () => counted.worked.length > 0);
    const [ms = 0] = counted.worked;
    assert.ok(ms >= 20 && ms < 200, `${ms} ms`);
  });

  it("[LT8] a frame that cannot be taken in is reported, not thrown at the process", async () => {
    peer.ws.send(Buffer.of(ROOM_STATE, 255, 255, 255));
    await until("a fault", () => counted.faults.length > 0);
    assert.equal(counted.in, 6);
  });
});
