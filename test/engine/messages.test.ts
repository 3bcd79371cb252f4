import assert from "node:assert/strict";
import { matchMaker, Room as StockRoom, validate } from "@colyseus/core";
import { Client, type Room } from "colyseus.js";
import { z } from "zod";
import { CLOSE } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { openTicks, type Ticking } from "../support/ticks.ts";
import { pause, until } from "../support/wait.ts";

/** Stock Colyseus, as its guide says to write a room. */
class Stock extends StockRoom {
  override messages: any = {
    hello: validate(z.object({ text: z.string() }), () => {}),
    boom: () => {
      throw new Error("the secret is 42");
    },
  };
}

describe("messages that a room does not understand", () => {
  let app: Running;
  let ticking: Ticking;
  let room: Room<any>;
  const errors: [number, string | undefined][] = [];

  before(async () => {
    app = await bootApp();
    ticking = await openTicks(app);
    app.app.server.define("stock", Stock as never);
  });
  beforeEach(async () => {
    room = await new Client(app.url).joinById(ticking.room.roomId);
    errors.length = 0;
    room.onError((code, message) => errors.push([code, message]));
  });
  afterEach(async () => {
    if (room.connection.isOpen) await room.leave();
  });
  after(() => app.close());

  const reasonOf = (type: string, payload?: unknown) =>
    room.request(type, payload).then(
      () => assert.fail("granted"),
      (error) => [error.name, error.reason],
    );

  it("[EN43] an unknown type is answered with an error frame, and the line stays open", async () => {
    for (const type of ["nobody", "constructor", "__proto__", "*"]) room.send(type, { a: 1 });
    room.sendBytes("nobody", Uint8Array.of(1));
    room.send("hello", { text: "still here" });
    await until("heard", () => ticking.room.heard.includes("still here"));
    assert.deepEqual(errors, Array(5).fill([400, "frames/unknown_message"]));
  });

  it("[EN43] what its format refuses is answered with an error frame, and never handled", async () => {
    const heard = ticking.room.heard.length;
    for (const bad of [undefined, {}, { text: 1 }, { text: "x".repeat(21) }])
      room.send("hello", bad);
    await until("told", () => errors.length === 4);
    assert.deepEqual(errors, Array(4).fill([400, "frames/bad_message"]));
    assert.equal(ticking.room.heard.length, heard);
  });

  it("[EN43] a request of an unknown type or format is rejected with a stable id", async () => {
    assert.deepEqual(await reasonOf("nobody"), ["rejected", "room/bad_request"]);
    assert.deepEqual(await reasonOf("hello", { text: 1 }), ["rejected", "room/bad_request"]);
    assert.equal(await room.request("hello", { text: "a" }), "A");
    assert.deepEqual(errors, []);
  });

  it("[EN43] who sends nothing else is closed with 4002, and the seat is not held", async () => {
    app.log.lines.length = 0;
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    for (let n = 0; n < 60; n++) room.send("nobody");
    assert.equal(await closed, CLOSE.badFrame);
    assert.equal(errors.length, 20);
    const lines = app.log.lines.filter(({ message }) => message === "frame refused");
    assert.deepEqual(
      lines.map(({ fields }) => fields.verdict),
      ["violations"],
    );
    await until("gone", () => ticking.room.clients.length === 1);
    assert.deepEqual(ticking.missed(), []);
  });

  it("[EN41] a message in more pieces than any client of ours sends closes its sender", async () => {
    const socket = await ticking.intrude();
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    for (let n = 0; n < 100; n++) socket.send("", { binary: true, fin: false });
    assert.equal(await closed, 1008);
  });

  it("[EN41] WebSocket pings past the budget close their sender with 4429", async () => {
    const socket = await ticking.intrude();
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    for (let n = 0; n < 1000 && socket.readyState === socket.OPEN; n++) {
      socket.ping();
      // More at once, and the library itself loses patience.
      if (n % 20 === 0) await pause(5);
    }
    assert.equal(await closed, CLOSE.flooding);
  });

  it("[EN43] canary: stock closes at the first, so the guard is still needed", async () => {
    for (const [type, payload] of [
      ["nobody", {}],
      ["hello", { text: 1 }],
    ] as const) {
      const stock = await new Client(app.url).joinOrCreate("stock");
      const closed = new Promise<number>((resolve) => stock.onLeave(resolve));
      stock.send(type, payload);
      assert.equal(await closed, 4002);
    }
  });

  it("[EN44] canary: stock answers a failed request with the exception's text", async () => {
    const stock = await new Client(app.url).joinOrCreate("stock");
    await assert.rejects(stock.request("boom"), /the secret is 42/);
    await stock.leave();
  });

  it("[EN49] canary: the members that the guards put themselves before are there", () => {
    const { prototype } = StockRoom as unknown as { prototype: Record<string, unknown> };
    for (const name of ["__init", "_onMessage", "onMessage", "onMessageBytes", "broadcastPatch"]) {
      assert.equal(typeof prototype[name], "function", name);
    }
    const { onMessageEvents } = matchMaker.getLocalRoomById(room.roomId) as any;
    assert.equal(typeof onMessageEvents.events.hello[0], "function");
    assert.equal(
      Object.getPrototypeOf(onMessageEvents.events),
      null,
      "types never resolve to members",
    );
  });
});
