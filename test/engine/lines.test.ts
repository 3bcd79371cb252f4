import assert from "node:assert/strict";
import { type Client, matchMaker } from "@colyseus/core";
import * as ws from "ws";
import { bootChurn, type ChurnRoom, lineOf } from "../support/churn.ts";
import { pause, until } from "../support/wait.ts";

const { WebSocket } = ws;
type WebSocket = ws.WebSocket;
const JOIN_ACK = 10;
const LEAVE = 12;
const [MESSAGE, STATE] = [13, 14] as const;
const CODE_MASK = 0x1f;
/** The first byte of a whole binary message. */
const BINARY = 0x82;
const PLAIN = { entities: 10, typed: false, views: false } as const;
const TYPED = { ...PLAIN, typed: true } as const;

/** Takes a seat and opens a socket on it; JOIN is not acknowledged yet. */
async function open(port: number, room: ChurnRoom, options: ws.ClientOptions = {}) {
  const { sessionId } = await matchMaker.joinById(room.roomId, {});
  const url = `ws://127.0.0.1:${port}/p/${room.roomId}?sessionId=${sessionId}`;
  return { sessionId, socket: new WebSocket(url, options) };
}

const answered = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.once("open", () => resolve(101));
    socket.once("unexpected-response", (_request, { statusCode }) => {
      resolve(statusCode ?? 0);
      socket.terminate();
    });
    socket.on("error", () => {});
  });
const closed = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.once("close", (code) => resolve(code)));

/** As {@link open}, with JOIN acknowledged and the first state here. */
async function enter(port: number, room: ChurnRoom) {
  const { sessionId, socket } = await open(port, room);
  const frames: Buffer[] = [];
  socket.on("message", (data: Buffer) => frames.push(data));
  await until("the handshake", () => frames.length > 0);
  socket.send(Buffer.from([JOIN_ACK]));
  await until("the first state", () => frames.length > 1);
  const line = lineOf(room, sessionId);
  assert.ok(line);
  const wire = line.ref.socket;
  return { socket, frames, line, wire };
}

describe("engine/transport: who may connect", () => {
  let server: Awaited<ReturnType<typeof bootChurn>>;
  let room: ChurnRoom;
  const boot = async (settings: Parameters<typeof bootChurn>[0]) => {
    server = await bootChurn(settings);
    room = await server.room(PLAIN);
  };
  afterEach(() => server.close());

  const statusFor = async (options: ws.ClientOptions) => {
    const { socket } = await open(server.port, room, options);
    const status = await answered(socket);
    socket.terminate();
    return status;
  };

  it("[EN13] a page of another site is answered 403, the host's own and those listed are let in", async () => {
    await boot({ gate: { origins: ["https://play.example"] } });
    assert.equal(await statusFor({ origin: "https://evil.example" }), 403);
    assert.equal(await statusFor({ origin: "null" }), 403);
    assert.equal(await statusFor({ origin: "https://play.example" }), 101);
    assert.equal(await statusFor({ origin: `http://127.0.0.1:${server.port}` }), 101);
    assert.equal(await statusFor({}), 101);
  });

  it("[EN13] native clients, which have no Origin, are let in by a setting", async () => {
    const isExempt = ({ headers }: { headers: object }) => "x-test" in headers;
    await boot({ gate: { originlessAllowed: false, isExempt } });
    assert.equal(await statusFor({}), 403);
    assert.equal(await statusFor({ headers: { "x-test": "1" } }), 101);
  });

  it("[EN14] the third connection of one address is answered 429, until one has gone", async () => {
    await boot({ gate: { connectionsPerAddressMax: 2 } });
    const two = [await open(server.port, room), await open(server.port, room)];
    await Promise.all(two.map(({ socket }) => answered(socket)));
    assert.equal(await statusFor({}), 429);
    two[0]?.socket.terminate();
    await until("it is gone", () => server.transport.connections === 1);
    assert.equal(await statusFor({}), 101);
  });

  it("[EN14] whoever is exempt counts for the server's cap alone", async () => {
    const isExempt = ({ headers }: { headers: object }) => "x-test" in headers;
    await boot({ gate: { connectionsPerAddressMax: 0, connectionsMax: 1, isExempt } });
    assert.equal(await statusFor({}), 429);
    const first = await open(server.port, room, { headers: { "x-test": "1" } });
    assert.equal(await answered(first.socket), 101);
    assert.equal(await statusFor({ headers: { "x-test": "1" } }), 503);
  });
});

describe("engine/transport: silent and slow clients", function () {
  this.timeout(20_000);
  let server: Awaited<ReturnType<typeof bootChurn>>;
  before(async () => {
    server = await bootChurn({ joinTimeoutMs: 500 });
  });
  after(() => server.close());

  it("[EN15] who never acknowledges JOIN is closed with 4002", async () => {
    const room = await server.room(PLAIN);
    const { socket } = await open(server.port, room);
    assert.equal(await closed(socket), 4002);
    assert.ok(server.log.find("join not acknowledged"));
    await until("the seat is free", () => room.clients.length === 0);
  });

  it("[EN17] a peer that answers no ping is cut within 9 s, and not within 5", async () => {
    const room = await server.room(PLAIN);
    const { socket } = await enter(server.port, room);
    const from = performance.now();
    // Reads no more, as a machine without power.
    socket.pause();
    await until("it is cut", () => room.clients.length === 0);
    const seconds = (performance.now() - from) / 1000;
    assert.ok(seconds > 5 && seconds < 9.5, `${seconds} s`);
  });

  it("[EN18] a reader that stops costs bounded memory, and gets one full state when it goes on", async () => {
    const room = await server.room(TYPED);
    const { socket, frames, line, wire } = await enter(server.port, room);
    const other = await enter(server.port, room);
    socket.pause();
    let most = 0;
    // Enough to fill what the system buffers, and over before a ping is missed for too long.
    const end = performance.now() + 3000;
    for (let n = 0; performance.now() < end; n++) {
      room.state.blob = String(n).padEnd(400_000, "x");
      await pause(100);
      most = Math.max(most, wire.writableLength);
    }
    assert.ok(line.missed, "it fell behind");
    // One patch above the limit for patches.
    assert.ok(most < 400_000 + 80_000, `${most} B waited`);
    const before = frames.length;
    socket.resume();
    await until("it has a full state", () => line.resyncs === 1);
    assert.equal(other.line.resyncs, 0, "nobody else");
    // Whatever was queued arrives as it was written: each patch has the text of one tick.
    await until("it is here", () => frames.slice(before).some((frame) => frame[0] === (14 | 0x80)));
    for (const frame of frames.slice(1)) {
      const text = frame.toString("latin1").match(/(\d+)x{1000,}/)?.[0] ?? "";
      if (text) assert.match(text, /^\d+x+$/);
    }
    socket.terminate();
    other.socket.terminate();
  });

  it("[EN19] who lets more than 1 MB of messages wait is cut, and the log says so", async () => {
    const room = await server.room(PLAIN);
    const { socket, wire } = await enter(server.port, room);
    socket.pause();
    let most = 0;
    for (let n = 0; n < 200 && room.clients.length > 0; n++) {
      room.broadcast("news", "x".repeat(100_000));
      most = Math.max(most, wire.writableLength);
      await pause(5);
    }
    assert.equal(room.clients.length, 0);
    assert.ok(most < 1.2 * 1024 * 1024, `${most} B waited`);
    assert.ok(server.log.find("reader evicted"));
    socket.terminate();
  });

  it("[EN20] what a room says before JOIN is acknowledged comes right after the first state", async () => {
    const room = await server.room(TYPED);
    Object.assign(room, {
      onJoin: (client: Client) => client.send("welcome" as never, 1 as never),
    });
    const { frames, line, socket } = await enter(server.port, room);
    await until("it is here", () => frames.length > 2);
    assert.deepEqual(
      frames.slice(0, 3).map((frame) => (frame[0] as number) & CODE_MASK),
      [JOIN_ACK, STATE, MESSAGE],
    );
    // Colyseus takes whatever stands here for a client that has never joined.
    assert.equal(line._enqueuedMessages, undefined);
    socket.terminate();
  });

  it("[EN20] the messages and the patch of one tick are one write to each client", async () => {
    const room = await server.room(TYPED);
    const { wire, frames, socket } = await enter(server.port, room);
    await pause(300);
    let writes = 0;
    const { write } = wire;
    wire.write = ((...given: Parameters<typeof write>) => {
      // Pings are frames of the WebSocket itself.
      if ((given[0] as Buffer)[0] === BINARY) writes++;
      return write.apply(wire, given);
    }) as typeof write;
    const [ticks, before] = [room.ticks, frames.length];
    const { step } = room as unknown as { step(context: unknown): void };
    (room as unknown as { step: typeof step }).step = (context) => {
      room.broadcast("a", 1);
      room.broadcast("b", 2);
      step.call(room, context);
    };
    await until("ten ticks", () => room.ticks >= ticks + 10);
    await pause(20);
    assert.ok(writes <= room.ticks - ticks, `${writes} writes in ${room.ticks - ticks} ticks`);
    assert.ok(frames.length - before >= 30, `${frames.length - before} frames`);
    socket.terminate();
  });

  it("[EN21] an empty room stops its timer, and the first who comes starts it anew", async () => {
    const room = await server.room(TYPED);
    await until("it sleeps", () => room.asleep);
    const { ticks } = room;
    await pause(400);
    assert.equal(room.ticks, ticks);
    const { socket, frames } = await enter(server.port, room);
    const woken = room.ticks;
    const from = performance.now();
    await pause(1000);
    const expected = (performance.now() - from) / 100;
    assert.ok(Math.abs(room.ticks - woken - expected) <= 2, `${room.ticks - woken} ticks`);
    assert.ok(frames.length > 5);
    socket.send(Buffer.from([LEAVE]));
    await until("it sleeps again", () => room.asleep);
  });
});
