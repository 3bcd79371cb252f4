import assert from "node:assert/strict";
import { Bucket } from "../../engine/budget.ts";
import { Faults } from "../../engine/faults.ts";
import { Loops } from "../../engine/loops.ts";
import { memoryLog } from "../support/log.ts";

describe("engine/budget", () => {
  it("[EN4] refills at its rate, up to its burst", () => {
    const bucket = new Bucket(2, 4, 0);
    const take = (n: number, at: number) =>
      Array.from({ length: n }, () => bucket.take(at)).filter(Boolean).length;
    assert.equal(take(10, 0), 4);
    assert.equal(take(10, 1000), 2);
    assert.equal(take(10, 60_000), 4);
  });
});

describe("engine/loops", () => {
  it("[EN5] a loop that stands still for 5 s is named; progress clears it", () => {
    const loops = new Loops();
    const loop = { roomId: "r1", ticks: 0 };
    const remove = loops.add(loop, 0);
    assert.deepEqual(loops.stalled(4999), { rooms: 1, stalled: [] });
    const found: string[] = [];
    const look = (now: number) => loops.stalled(now, (roomId) => found.push(roomId));
    assert.deepEqual(look(5001), { rooms: 1, stalled: ["r1"] });
    assert.deepEqual(look(6000), { rooms: 1, stalled: ["r1"] });
    assert.deepEqual(found, ["r1"], "told once");
    loop.ticks = 1;
    assert.deepEqual(
      loops.stalled(60_000),
      { rooms: 1, stalled: [] },
      "nobody looked for a minute",
    );
    look(66_000);
    assert.deepEqual(found, ["r1", "r1"], "and again when it stands still again");
    remove();
    assert.deepEqual(loops.stalled(99_999), { rooms: 0, stalled: [] });
  });
});

describe("engine/faults", () => {
  it("[EN6] the fifth throw of a loop closes that room, once, with its code", () => {
    const log = memoryLog();
    const codes: (number | undefined)[] = [];
    const room = {
      roomId: "r",
      roomName: "arena",
      disconnect: async (code?: number) => void codes.push(code),
    };
    const faults = new Faults(room, { log, closeCode: 4500 });
    for (let i = 0; i < 9; i++) faults.report(new Error("tick"), "step");
    assert.deepEqual(codes, [4500]);
    assert.equal(log.lines.length, 9);
    assert.equal(log.lines[0]?.fields.roomId, "r");
  });

  it("[EN6] throws of handlers and hooks are reported and close nothing", () => {
    const log = memoryLog();
    const room = { roomId: "r", roomName: "arena", disconnect: () => assert.fail("closed") };
    const faults = new Faults(room, { log, closeCode: 4500 });
    for (let i = 0; i < 50; i++) faults.report(new Error("x"), "onMessage");
    assert.equal(log.lines.length, 50);
  });
});
