import assert from "node:assert/strict";
import { definePlugins, matchMaker, RoomPlugin, Room as StockRoom } from "@colyseus/core";
import { Client, type Room } from "colyseus.js";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { reportFaults } from "../../engine/faults.ts";
import { Loops } from "../../engine/loops.ts";
import { shield } from "../../engine/shield.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

const closeCodes = { fault: 4500, replaced: 4409 };
/** Where the room rejects now, and with what. */
let where = "";
let cause: unknown;
const reject = async (here: string): Promise<void> => {
  await Promise.resolve();
  if (where === here) throw cause;
};

class Late extends RoomPlugin {
  override readonly pluginName = "late" as const;
  protected override messages = { plugged: () => reject("plugin message") } as never;
  protected override onJoin() {
    return reject("plugin onJoin");
  }
  protected override onLeave() {
    return reject("plugin onLeave");
  }
  protected override onDispose() {
    return reject("plugin onDispose");
  }
}

/** Returns a promise wherever a room can, and lets one of them reject. */
class Rejecting extends BaseRoom {
  static log: Running["log"];
  override plugins = definePlugins([new Late()]);
  override messages = { now: () => {}, later: () => reject("message") };
  override async onCreate() {
    this.startLoop({ log: Rejecting.log, loops: new Loops(), tickHz: 30, closeCodes });
    this.clock.setInterval(() => reject("setInterval"), 30);
    await this.presence.subscribe("late", () => reject("subscription"));
  }
  override onJoin() {
    this.clock.setTimeout(() => reject("setTimeout"), 1);
    return reject("onJoin");
  }
  override onLeave() {
    return reject("onLeave");
  }
  override async onDispose() {
    await super.onDispose();
    await reject("onDispose");
  }
  override onBeforePatch() {
    return reject("onBeforePatch");
  }
  protected override step() {
    return reject("step");
  }
}

/** Has a loop of Colyseus' own, as our lobby might. */
class StockLoop extends StockRoom {
  constructor() {
    super();
    shield(this);
  }
  override onCreate() {
    this.setTimestep(() => void 0, 1000);
    this.onMessage("variable", () => this.setTimestep(() => reject("setTimestep") as never, 20));
    this.onMessage("fixed", () =>
      this.setFixedTimestep(() => reject("setFixedTimestep") as never, 50),
    );
  }
  override onUncaughtException() {}
}

describe("a room whose promises reject", function () {
  this.timeout(30_000);
  let app: Running;
  const strays: unknown[] = [];
  const note = (reason: unknown) => void strays.push(reason);

  before(async () => {
    app = await bootApp();
    Rejecting.log = app.log;
    for (const [name, room] of Object.entries({ rejecting: Rejecting, "stock-loop": StockLoop })) {
      const named = class extends (room as typeof StockRoom) {};
      reportFaults(named as never, { log: app.log, closeCode: closeCodes.fault });
      app.app.server.define(name, named as never).filterBy(["turn" as never]);
    }
    process.on("unhandledRejection", note);
    process.on("uncaughtExceptionMonitor", note);
  });
  beforeEach(() => {
    where = "";
    cause = new Error("late");
    app.log.lines.length = 0;
  });
  afterEach(async () => {
    where = "";
    await pause(100);
    assert.deepEqual(strays.splice(0), [], "nothing rejects unseen");
  });
  after(async () => {
    process.off("unhandledRejection", note);
    process.off("uncaughtExceptionMonitor", note);
    await app.close();
  });

  let turns = 0;
  const join = (name = "rejecting") =>
    new Client(app.url).joinOrCreate(name, { turn: turns++ }) as Promise<Room<any>>;
  const faultsIn = (place: string) =>
    app.log.lines.filter((line) => line.message === "room fault" && line.fields.where === place);
  const reported = (place: string) => until(`reported: ${place}`, () => faultsIn(place).length > 0);
  const closeOf = (room: Room) => new Promise<number>((resolve) => room.onLeave(resolve));

  for (const [place, roomName, start] of [
    ["step", "rejecting", "now"],
    ["onBeforePatch", "rejecting", "now"],
    ["setTimestep", "stock-loop", "variable"],
    ["setFixedTimestep", "stock-loop", "fixed"],
  ] as const) {
    for (const [what, reason] of [
      ["an error", new Error("late")],
      ["nothing", undefined],
    ] as const) {
      it(`[EN59] ${place} rejects with ${what}, again and again: the room ends with 4500`, async () => {
        const room = await join(roomName);
        const closed = closeOf(room);
        cause = reason;
        where = place;
        room.send(start);
        assert.equal(await closed, 4500);
        assert.ok(faultsIn(place).length >= 5);
        assert.equal(faultsIn(place)[0]?.fields.roomId, room.roomId);
      });
    }
  }

  for (const place of ["setInterval", "setTimeout", "subscription"]) {
    it(`[EN59] ${place} rejects with an error and with nothing: reported, and the room lives`, async () => {
      const room = await join();
      for (const reason of [new Error("late"), undefined, null]) {
        app.log.lines.length = 0;
        cause = reason;
        where = place;
        if (place === "subscription") matchMaker.presence.publish("late", 1);
        if (place === "setTimeout") await (await new Client(app.url).joinById(room.roomId)).leave();
        await reported(place);
      }
      where = "";
      assert.equal(await room.request("now"), undefined);
      await room.leave();
    });
  }

  for (const [place, type] of [
    ["message", "later"],
    ["plugin message", "plugged"],
  ] as const) {
    it(`[EN59] the handler of a ${place} rejects: reported, the request answered, the room lives`, async () => {
      const room = await join();
      where = place;
      for (const reason of [new Error("late"), undefined]) {
        cause = reason;
        room.send(type);
        const error = await room.request(type).catch((refused) => refused);
        assert.deepEqual([error.name, error.reason], ["rejected", "room/fault"]);
      }
      assert.equal(faultsIn("onMessage").length, 4);
      assert.equal(await room.request("now"), undefined);
      await room.leave();
    });
  }

  for (const place of ["onJoin", "plugin onJoin"]) {
    it(`[EN59] ${place} rejects with nothing: reported, and the client is refused`, async () => {
      cause = undefined;
      where = place;
      const error = await join().catch((refused) => refused);
      assert.match(String(error.message), /room\/fault/);
      await reported("onJoin");
    });
  }

  for (const place of ["onLeave", "onDispose", "plugin onLeave", "plugin onDispose"]) {
    it(`[EN59] ${place} rejects: reported, and the room is disposed of all the same`, async () => {
      const room = await join();
      where = place;
      await room.leave();
      await reported(place.replace("plugin ", ""));
      await until("gone", () => !matchMaker.getLocalRoomById(room.roomId));
    });
  }

  it("[EN59] a timer that throws nothing at all is reported, and ends neither room nor process", async () => {
    const room = await join();
    const thrown = { count: 0 };
    matchMaker.getLocalRoomById(room.roomId).clock.setInterval(() => {
      thrown.count++;
      throw undefined;
    }, 20);
    await until("thrown", () => thrown.count > 2);
    await reported("setInterval");
    assert.equal(await room.request("now"), undefined);
    await room.leave();
  });

  it("[EN59] canary: stock still fails over an exception that is none", () => {
    class Stock extends StockRoom {
      override onUncaughtException() {}
    }
    const { clock } = new Stock();
    clock.setTimeout(() => {
      throw undefined;
    }, 0);
    assert.throws(() => clock.tick(), TypeError);
  });
});
