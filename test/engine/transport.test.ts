import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import WebSocket from "ws";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { CLOSE } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

describe("engine/transport over real sockets", () => {
  let app: Running;
  let room: ArenaRoom;
  let neighbour: Awaited<ReturnType<Running["join"]>>;

  before(async () => {
    app = await bootApp();
    neighbour = await app.join({ kind: "create", game: "arena", options: { fill: 2 } });
    room = matchMaker.getLocalRoomById(neighbour.room.roomId) as unknown as ArenaRoom;
  });
  after(() => app.close());

  /** A raw socket in the room, JOIN acknowledged. */
  async function attacker(): Promise<WebSocket> {
    const { token } = await app.guest();
    const join = { build: "test", name: "X", hue: 0 };
    const seat = await matchMaker.joinById(room.roomId, join, { token } as never);
    const url = `ws://127.0.0.1:${app.port}/${seat.processId}/${room.roomId}?sessionId=${seat.sessionId}`;
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.once("message", resolve));
    socket.send(Buffer.from([10]));
    return socket;
  }
  const closed = (socket: WebSocket) =>
    new Promise<number>((resolve) => socket.once("close", resolve));

  for (const [name, hex] of [
    ["a negative slot length", "1401d0fe"],
    ["2^31 slots", "94ceffffff7f00000000"],
    ["an unknown code", "1f00"],
  ] as const) {
    it(`[EN3] ${name} closes its sender with 4002; the neighbours miss no tick`, async () => {
      const socket = await attacker();
      const before = room.ticks;
      socket.send(Buffer.from(hex, "hex"));
      assert.equal(await closed(socket), CLOSE.badFrame);
      await until("the room ticks on", () => room.ticks > before + 15);
      assert.equal(neighbour.status.kind, "playing");
      assert.equal(app.log.find("frame refused")?.fields.verdict, "foreign");
    });
  }

  it("[EN3] a text frame closes its sender with 4002", async () => {
    const socket = await attacker();
    socket.send("hello");
    assert.equal(await closed(socket), CLOSE.badFrame);
  });

  it("[EN3] ten thousand bad frames are one line of log", async () => {
    const lines = () => app.log.lines.filter((line) => line.message === "frame refused").length;
    const before = lines();
    const socket = await attacker();
    for (let n = 0; n < 10_000; n++) socket.send(Buffer.from([0xff]));
    await closed(socket);
    assert.equal(lines() - before, 1);
  });

  it("[EN3] the kicked sender's seat is not held", async () => {
    const seats = room.state.players.size;
    const socket = await attacker();
    socket.send(Buffer.from("1401d0fe", "hex"));
    await closed(socket);
    await until("seat free", () => room.state.players.size === seats);
  });

  it("[EN4] a message flood is refused with an error, then closed with 4429", async () => {
    const socket = await attacker();
    let refusals = 0;
    socket.on("message", (data: Buffer) => {
      if (data[0] === 11) refusals++;
    });
    const ping = Buffer.from([13, 0xa1, 0x78]);
    // Only registered types pass in Colyseus; the lobby's `filter` is not there, so register one.
    room.onMessage("x", () => {});
    for (let n = 0; n < 400; n++) socket.send(ping);
    assert.equal(await closed(socket), CLOSE.flooding);
    assert.ok(refusals > 0, "the client was told first");
  });

  it("[EN7] an upgrade that nobody claims is answered 404, ours with a wrong seat is refused", async () => {
    const stray = new WebSocket(`ws://127.0.0.1:${app.port}/`);
    const error = await new Promise<Error>((resolve) => stray.once("error", resolve));
    assert.match(error.message, /Unexpected server response: 404/);
    const seatless = new WebSocket(`ws://127.0.0.1:${app.port}/p/${room.roomId}?sessionId=guess`);
    assert.equal(await closed(seatless), CLOSE.badFrame);
  });

  it("[EN8] a broken room ends with 4500 and the rooms beside it miss no tick", async () => {
    const victim = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    const broken = matchMaker.getLocalRoomById(victim.room.roomId) as any;
    const before = room.ticks;
    broken.step = () => {
      throw new Error("planned");
    };
    await until("the room is closed", () => victim.status.kind === "ended");
    assert.deepEqual(victim.status, { kind: "ended", ending: "room_failed", reason: "" });
    await until("ticks", () => room.ticks > before + 10);
    assert.ok(app.log.lines.some((line) => line.message === "room fault"));
  });

  it("[EN8] a throwing handler ends neither the process nor the room", async () => {
    room.onMessage("boom", () => {
      throw new Error("planned");
    });
    const before = room.ticks;
    neighbour.room.send("boom");
    await until("reported", () => app.log.lines.some((l) => l.fields.where === "onMessage"));
    await until("ticks", () => room.ticks > before + 5);
    assert.equal(neighbour.status.kind, "playing");
  });
});
