import assert from "node:assert/strict";
import { definePlugins, matchMaker, RoomPlugin, Room as StockRoom } from "@colyseus/core";
import { Client, type Room } from "colyseus.js";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { reportFaults } from "../../engine/faults.ts";
import { Loops } from "../../engine/loops.ts";
import { bootApp, type Running } from "../support/app.ts";
import { openTicks, type Ticking } from "../support/ticks.ts";
import { pause, until } from "../support/wait.ts";

const SECRET = "the secret is 42";
/** Where the room throws now. */
let where = "";
const boom = (here: string): void => {
  if (where === here) throw new Error(SECRET);
};
const boomLater = async (here: string): Promise<void> => {
  await Promise.resolve();
  boom(here);
};

class Fragile extends RoomPlugin {
  override readonly pluginName = "fragile" as const;
  protected override onJoin(): void {
    boom("plugin");
  }
}

/** Throws wherever a room can, one place at a time. */
class Throwing extends BaseRoom {
  static log: Running["log"];
  override plugins = definePlugins([new Fragile()]);
  override messages = {
    now: () => boom("message"),
    later: () => boomLater("async message"),
    "*": () => boom("any message"),
  };
  static override async onAuth() {
    boom("static onAuth");
    return true;
  }
  override async onCreate() {
    boom("onCreate");
    const closeCodes = { fault: 4500, replaced: 4409 };
    this.startLoop({ log: Throwing.log, loops: new Loops(), tickHz: 30, closeCodes });
    this.clock.setInterval(() => boom("setInterval"), 30);
    await this.presence.subscribe("fragile", () => boom("subscription"));
  }
  override onJoin() {
    this.clock.setTimeout(() => boom("setTimeout"), 1);
    boom("onJoin");
  }
  override async onDrop(client: never) {
    await boomLater("onDrop");
    await this.allowReconnection(client, 5);
  }
  override onReconnect() {
    boom("onReconnect");
  }
  override onLeave() {
    return boomLater("onLeave");
  }
  override onDispose() {
    void super.onDispose();
    boom("onDispose");
  }
  override onBeforeShutdown() {
    boom("onBeforeShutdown");
    super.onBeforeShutdown();
  }
  override onBeforePatch() {
    boom("onBeforePatch");
    return boomLater("async onBeforePatch");
  }
  protected override step() {
    boom("step");
  }
}

describe("a room that throws", function () {
  this.timeout(60_000);
  let app: Running;
  let witness: Ticking;
  const strays: unknown[] = [];
  const note = (reason: unknown) => void strays.push(reason);

  before(async () => {
    app = await bootApp();
    witness = await openTicks(app);
    Throwing.log = app.log;
    const named = class extends Throwing {};
    reportFaults(named as never, { log: app.log, closeCode: 4500 });
    app.app.server.define("throwing", named as never).filterBy(["turn" as never]);
    process.on("unhandledRejection", note);
    // Rooms that wait for a dropped client still listen when the next ones do.
    (matchMaker.presence as any).subscriptions.setMaxListeners(0);
  });
  beforeEach(() => {
    where = "";
    app.log.lines.length = 0;
  });
  afterEach(async () => {
    where = "";
    await pause(100);
    assert.deepEqual(strays, [], "no promise rejects unseen");
    assert.deepEqual(witness.missed(), [], "the room beside it misses no tick");
    assert.ok(witness.neighbour.connection.isOpen);
  });
  after(async () => {
    process.off("unhandledRejection", note);
    await app.close();
  });

  let turns = 0;
  /** Into a room of one's own: by name alone, the server opens only its games to strangers. */
  const join = () =>
    new Client(app.url).joinOrCreate("throwing", { turn: turns++ }) as Promise<Room<any>>;
  const faultsIn = (place: string) =>
    app.log.lines.filter((line) => line.message === "room fault" && line.fields.where === place);
  const reported = (place: string) => until(`reported: ${place}`, () => faultsIn(place).length > 0);
  const said = (error: unknown) => JSON.stringify([error, (error as Error).message]);

  for (const place of ["static onAuth", "onCreate", "onJoin", "plugin"]) {
    it(`[EN45] in ${place}: reported, and the client is refused without its words`, async () => {
      where = place;
      const error = await join().catch((reason) => reason);
      assert.match(said(error), /room\/fault/);
      assert.doesNotMatch(said(error), /secret/);
      await reported(place === "plugin" ? "onJoin" : place);
    });
  }

  for (const [place, type] of [
    ["message", "now"],
    ["async message", "later"],
  ] as const) {
    it(`[EN44] in the handler of a ${place}: reported, and a request is answered room/fault`, async () => {
      const room = await join();
      where = place;
      room.send(type);
      await reported("onMessage");
      const error = await room.request(type).catch((reason) => reason);
      assert.deepEqual([error.name, error.reason], ["rejected", "room/fault"]);
      assert.doesNotMatch(said(error), /secret/);
      where = "";
      assert.equal(await room.request(type), undefined, "the room lives");
      await room.leave();
    });
  }

  for (const place of ["setInterval", "setTimeout", "subscription"]) {
    it(`[EN46] in ${place}: reported, and the room lives`, async () => {
      const room = await join();
      where = place;
      if (place === "subscription") matchMaker.presence.publish("fragile", 1);
      if (place === "setTimeout") await new Client(app.url).joinById(room.roomId);
      await reported(place);
      where = "";
      assert.equal(await room.request("now"), undefined);
      await room.leave();
    });
  }

  for (const [place, method] of [
    ["step", "step"],
    ["onBeforePatch", "onBeforePatch"],
    ["async onBeforePatch", "onBeforePatch"],
  ] as const) {
    it(`[EN46] again and again in ${place}: the room ends with 4500, as its client reads`, async () => {
      const room = await join();
      const closed = new Promise<number>((resolve) => room.onLeave(resolve));
      where = place;
      assert.equal(await closed, 4500);
      assert.ok(faultsIn(method).length >= 5);
    });
  }

  for (const place of ["onLeave", "onDispose"]) {
    it(`[EN45] in ${place}: reported, and the room is disposed of all the same`, async () => {
      const room = await join();
      where = place;
      assert.equal(await room.leave(), 4000);
      await reported(place);
      await until("gone", () => !matchMaker.getLocalRoomById(room.roomId));
    });
  }

  it("[EN45] in onBeforeShutdown: reported, and the room closes with 4001 as it should", async () => {
    const room = await join();
    where = "onBeforeShutdown";
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    matchMaker.getLocalRoomById(room.roomId).onBeforeShutdown();
    assert.equal(await closed, 4001);
    await reported("onBeforeShutdown");
  });

  it("[EN45] in onDrop: reported, and the seat is free", async () => {
    const room = await join();
    where = "onDrop";
    room.reconnection.enabled = false;
    room.connection.close();
    await reported("onDrop");
    await until("gone", () => !matchMaker.getLocalRoomById(room.roomId));
  });

  it("[EN45] in onReconnect: reported, and the client is told no more than that", async () => {
    const room = await join();
    const keeper = await new Client(app.url).joinById(room.roomId);
    const errors: (string | undefined)[] = [];
    room.onError((_code, message) => errors.push(message));
    room.reconnection.minUptime = 0;
    where = "onReconnect";
    room.connection.close();
    await reported("onReconnect");
    where = "";
    await until(
      "only the keeper",
      () => matchMaker.getLocalRoomById(keeper.roomId).clients.length === 1,
    );
    room.reconnection.enabled = false;
    assert.doesNotMatch(errors.join(), /secret/);
    await keeper.leave();
  });

  it("[EN47] everywhere by turns, ten times over: the process and the other rooms never notice", async () => {
    const places = [
      ["onCreate", "onJoin", "plugin", "message", "async message", "setInterval", "setTimeout"],
      ["subscription", "step", "onBeforePatch", "onDrop", "onReconnect", "onLeave", "onDispose"],
    ].flat();
    const ticks = witness.room.ticks;
    for (let turn = 0; turn < 10; turn++) {
      for (const place of places) {
        where = place;
        const room = await join().catch(() => undefined);
        room?.send("now");
        room?.send("later");
        matchMaker.presence.publish("fragile", turn);
        await pause(10);
        void room?.leave(turn % 2 === 0);
      }
    }
    where = "";
    await until("ticks", () => witness.room.ticks > ticks + 60);
    assert.ok(app.log.lines.filter(({ message }) => message === "room fault").length > 50);
  });

  it("[EN46] canary: stock does not catch onBeforePatch, so the guard is still needed", () => {
    class Stock extends StockRoom {
      override onBeforePatch() {
        throw new Error(SECRET);
      }
      override onUncaughtException() {}
    }
    assert.throws(() => new Stock().broadcastPatch(), /secret/);
  });

  it("[EN45] canary: stock lets the leaving client's promise reject", async () => {
    class Stock extends StockRoom {
      override onDrop() {}
      override onLeave() {
        boom("stock onLeave");
      }
      override onUncaughtException() {}
    }
    app.app.server.define("stock", Stock as never);
    const room = await new Client(app.url).joinOrCreate("stock");
    where = "stock onLeave";
    matchMaker.getLocalRoomById(room.roomId).kickClient(room.sessionId, 4002);
    await until("a stray", () => strays.length > 0);
    assert.match((strays.splice(0)[0] as Error).message, /secret/);
    room.connection.close();
  });
});
