import assert from "node:assert/strict";
import { matchMaker, Room } from "@colyseus/core";
import { schema, t } from "@colyseus/schema";
import { Client as SdkClient } from "colyseus.js";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { Loops } from "../../engine/loops.ts";
import { StallWatch } from "../../engine/stall.ts";
import { bootApp, type Running } from "../support/app.ts";
import { memoryLog } from "../support/log.ts";
import { busyFor, pause, until } from "../support/wait.ts";

const closeCodes = { fault: 4500, replaced: 4409 };
const HZ = 30;
/** Almost twice as long as a step may take. */
const SLOW_MS = 60;

const State = schema({ clock: t.uint32().default(0) }, "StallState");

/** When each of a room's ticks ended, in ms. */
class Ticking extends BaseRoom {
  override state = new State();
  readonly at: number[] = [];
  readonly stepMs: number = 0;
  override onCreate() {
    this.startLoop({ log: memoryLog(), loops: new Loops(), tickHz: HZ, closeCodes });
  }
  protected override step() {
    busyFor(this.stepMs);
    this.at.push(performance.now());
  }
}
class Slow extends Ticking {
  override readonly stepMs = SLOW_MS;
}
class StockSlow extends Room {
  override onCreate() {
    this.autoDispose = false;
    this.setFixedTimestep(() => busyFor(SLOW_MS), HZ);
  }
}

describe("engine/stall", function () {
  this.timeout(20_000);

  it("[EN56] a standstill of the event loop is measured, counted and logged once", async () => {
    const [watch, log] = [new StallWatch(), memoryLog()];
    const stops = [watch.start(log), watch.start(log)];
    await pause(150);
    busyFor(200);
    await pause(150);
    assert.equal(watch.standstills.count, 0);
    busyFor(900);
    await pause(250);
    for (const stop of stops) stop();
    const { count, lastMs, longestMs } = watch.standstills;
    assert.equal(count, 1);
    assert.ok(lastMs > 750 && lastMs < 1300, `${lastMs} ms`);
    assert.equal(longestMs, lastMs);
    assert.deepEqual(log.lines, [
      { level: "warn", message: "event loop stood still", fields: { ms: lastMs, count: 1 } },
    ]);
    busyFor(900);
    await pause(150);
    assert.equal(watch.standstills.count, 1, "nobody watches any more");
  });

  describe("over real sockets", () => {
    let app: Running;
    before(async () => {
      app = await bootApp();
      for (const [name, room] of Object.entries({
        ticking: Ticking,
        slow: Slow,
        stock: StockSlow,
      })) {
        app.app.server.define(name, room as never);
      }
    });
    after(() => app.close());

    async function enter(name: string) {
      const { roomId } = await matchMaker.createRoom(name, {});
      const line = await new SdkClient(app.url).joinById(roomId);
      return { room: matchMaker.getLocalRoomById(roomId) as unknown as Ticking, line };
    }
    /** The longest pause between two ticks of the last `ms`, and how many there were. */
    /** Ticks a second, and the share of the time that went by between two that were far apart. */
    const rhythm = ({ at }: Ticking, ms: number) => {
      const recent = at.filter((time) => time > performance.now() - ms);
      const gaps = recent.slice(1).map((time, n) => time - (recent[n] as number));
      const held = gaps.filter((gap) => gap > 3 * SLOW_MS).reduce((sum, gap) => sum + gap, 0);
      return { perSecond: recent.length / (ms / 1000), held: held / ms };
    };

    it("[EN56] rooms watch for it, and whoever has the loops can see it", async () => {
      const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
      const { standstills } = app.deps.loops;
      const before = standstills.standstills.count;
      await pause(200);
      busyFor(800);
      await until("noted", () => standstills.standstills.count > before, 1000);
      assert.equal(typeof app.log.find("event loop stood still")?.fields.ms, "number");
      await session.quit();
    });

    it("[EN57] a room whose ticks take too long slows down alone: no spiral, and the others go on", async () => {
      const [slow, other] = [await enter("slow"), await enter("ticking")];
      await pause(3000);
      const [own, others] = [rhythm(slow.room, 2000), rhythm(other.room, 2000)];
      const seen = `slow ${JSON.stringify(own)}, other ${JSON.stringify(others)}`;
      assert.ok(own.perSecond > 6 && own.perSecond < 1000 / SLOW_MS, seen);
      assert.ok(others.perSecond > HZ * 0.85, seen);
      // Not never: a busy machine holds everybody up now and then.
      assert.ok(others.held < 0.25, seen);
      await Promise.all([slow.line.leave(), other.line.leave()]);
      await until(
        "the slow room is gone",
        () => matchMaker.getLocalRoomById(slow.room.roomId) === undefined,
      );
    });

    it("[EN57] canary: stock still catches up with five slow steps at a time, and all others wait", async () => {
      const { roomId } = await matchMaker.createRoom("stock", {});
      const other = await enter("ticking");
      await pause(2500);
      const { held } = rhythm(other.room, 2000);
      assert.ok(held > 0.5, `${held}`);
      await matchMaker.getLocalRoomById(roomId)?.disconnect();
      await other.line.leave();
    });
  });
});
