import assert from "node:assert/strict";
import { Bucket } from "../../engine/budget.ts";
import { Faults } from "../../engine/faults.ts";
import { FrameGuard } from "../../engine/frames.ts";
import { Loops } from "../../engine/loops.ts";
import { memoryLog } from "../support/log.ts";

const frame = (...bytes: number[]) => Uint8Array.from(bytes);
const [JOIN, LEAVE, DATA, PING, INPUT, REQUEST] = [10, 12, 13, 18, 19, 21];

describe("engine/frames", () => {
  it("[EN3] unreliable input frames never pass: they can hang the stock decoder", () => {
    for (const hex of ["1401d0fe", "94ceffffff7f00000000", "14"]) {
      assert.equal(new FrameGuard(0).judge(Buffer.from(hex, "hex"), true, 0), "foreign", hex);
    }
  });

  it("[EN3] text, empty, unknown and oversized frames are foreign", () => {
    assert.equal(new FrameGuard(0).judge(frame(DATA), false, 0), "foreign");
    assert.equal(new FrameGuard(0).judge(frame(), true, 0), "foreign");
    for (const code of [0, 9, 11, 14, 15, 16, 22, 31]) {
      assert.equal(new FrameGuard(0).judge(frame(code), true, 0), "foreign", `code ${code}`);
    }
    assert.equal(new FrameGuard(0).judge(new Uint8Array(65).fill(INPUT), true, 0), "foreign");
  });

  it("[EN3] a connection ends once: what it sends after its verdict is dropped unseen", () => {
    const guard = new FrameGuard(0);
    const verdicts = Array.from({ length: 1000 }, () => guard.judge(frame(0xff), true, 0));
    assert.equal(verdicts.filter((v) => v === "foreign").length, 1);
    assert.equal(guard.judge(frame(PING), true, 0), "drop");
  });

  it("[EN3] what our clients send passes; a second JOIN is forgotten", () => {
    const guard = new FrameGuard(0);
    for (const code of [JOIN, DATA, REQUEST, PING, INPUT, INPUT | 0x80, LEAVE]) {
      assert.equal(guard.judge(frame(code), true, 0), "pass", `code ${code}`);
    }
    assert.equal(guard.judge(frame(JOIN), true, 0), "drop");
  });

  it("[EN4] a backlog of 10 s of inputs passes at once; a flood is dropped, never kicked", () => {
    const guard = new FrameGuard(0);
    const verdicts = Array.from({ length: 5000 }, () => guard.judge(frame(INPUT), true, 10_000));
    assert.ok(verdicts.slice(0, 300).every((v) => v === "pass"));
    assert.equal(verdicts.at(-1), "drop");
    assert.ok(!verdicts.includes("flood") && !verdicts.includes("refuse"));
  });

  it("[EN4] messages over budget are refused first, kicked past the second budget", () => {
    const guard = new FrameGuard(0);
    const verdicts = Array.from({ length: 400 }, () => guard.judge(frame(DATA), true, 0));
    assert.deepEqual([...new Set(verdicts)], ["pass", "refuse", "flood", "drop"]);
    assert.equal(verdicts.filter((v) => v === "flood").length, 1);
    assert.equal(verdicts.filter((v) => v === "pass").length, 100);
    assert.equal(verdicts.filter((v) => v === "refuse").length, 200);
  });

  it("[EN4] pings over budget are dropped", () => {
    const guard = new FrameGuard(0);
    const verdicts = Array.from({ length: 100 }, () => guard.judge(frame(PING), true, 0));
    assert.equal(verdicts.at(-1), "drop");
  });
});

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
    assert.deepEqual(loops.stalled(5001), { rooms: 1, stalled: ["r1"] });
    loop.ticks = 1;
    assert.deepEqual(
      loops.stalled(60_000),
      { rooms: 1, stalled: [] },
      "nobody looked for a minute",
    );
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
    const faults = new Faults(room, log, 4500);
    for (let i = 0; i < 9; i++) faults.report({ cause: new Error("tick") } as never, "step");
    assert.deepEqual(codes, [4500]);
    assert.equal(log.lines.length, 9);
    assert.equal(log.lines[0]?.fields.roomId, "r");
  });

  it("[EN6] throws of handlers and hooks are reported and close nothing", () => {
    const log = memoryLog();
    const room = { roomId: "r", roomName: "arena", disconnect: () => assert.fail("closed") };
    const faults = new Faults(room, log, 4500);
    for (let i = 0; i < 50; i++) faults.report({ cause: new Error("x") } as never, "onMessage");
    assert.equal(log.lines.length, 50);
  });
});
