import assert from "node:assert/strict";
import { definePlugins, matchMaker, Room, RoomPlugin } from "@colyseus/core";
import { Client } from "colyseus.js";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { Loops } from "../../engine/loops.ts";
import { bootApp, type Running } from "../support/app.ts";
import { memoryLog } from "../support/log.ts";

const closeCodes = { fault: 4500, replaced: 4409 };

class Joins extends RoomPlugin {
  override readonly pluginName = "joins" as const;
  count = 0;
  protected override onJoin(): void {
    this.count++;
  }
}

/** A stock room and one of ours, each with a plugin and an exception hook. */
const stockRoom = () =>
  class extends Room {
    override plugins = definePlugins([new Joins()]);
    override onJoin() {}
    override onUncaughtException() {}
  };
const ourRoom = () =>
  class extends BaseRoom {
    override plugins = definePlugins([new Joins()]);
    override onCreate() {
      this.startLoop({ log: memoryLog(), loops: new Loops(), tickHz: 30, closeCodes });
    }
    override onJoin() {}
    protected override step() {}
  };

describe("engine/BaseRoom", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  async function firstRoomJoins(name: string, roomClass: new () => Room): Promise<number> {
    app.app.server.define(name, roomClass as never);
    const session = await new Client(app.url).joinOrCreate(name);
    const room = matchMaker.getLocalRoomById(session.roomId) as any;
    const { count } = room.plugins.joins;
    await session.leave();
    return count;
  }

  it("[EN9] plugin hooks run in the first room of a class", async () => {
    assert.equal(await firstRoomJoins("ours", ourRoom() as never), 1);
  });

  it("[EN9] canary: stock Colyseus still skips them, so the guard is still needed", async () => {
    assert.equal(await firstRoomJoins("stock", stockRoom() as never), 0);
  });

  it("[EN10] a backward step of the wall clock does not touch the simulation", async () => {
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    const room = matchMaker.getLocalRoomById(session.room.roomId) as any;
    const { now } = Date;
    const before = room.ticks;
    Date.now = () => now() - 3000;
    await new Promise((resolve) => setTimeout(resolve, 500));
    Date.now = now;
    assert.ok(room.ticks - before >= 10, `${room.ticks - before} ticks in half a second`);
    await session.quit();
  });

  it("[EN10] canary: a stock room's clock is the wall clock", () => {
    assert.equal((new Room().clock as any).now, Date.now);
  });

  it("[EN11] a joining client learns the patch interval", async () => {
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    assert.equal(session.room.clock.patchInterval?.(), 33);
    await session.quit();
  });
});
