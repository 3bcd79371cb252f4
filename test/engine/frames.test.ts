import assert from "node:assert/strict";
import { Worker } from "node:worker_threads";
import { Packr, unpack } from "msgpackr";
import { FrameGuard } from "../../engine/frames.ts";
import { isBoundedMsgpack } from "../../engine/msgpack.ts";
import { sampled } from "../../engine/sampled.ts";
import { nextInt } from "../../schema/lib/random.ts";
import { memoryLog } from "../support/log.ts";
import { pause } from "../support/wait.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1e9);
const frame = (...bytes: (number | Uint8Array)[]) =>
  Uint8Array.from(bytes.flatMap((part) => (typeof part === "number" ? [part] : [...part])));
const word = (text: string) => frame(0xa0 | text.length, Buffer.from(text));
const [JOIN, LEAVE, DATA, BYTES, PING, INPUT, REQUEST] = [10, 12, 13, 17, 18, 19, 21];
const HELLO = frame(DATA, word("hello"));
const judge = (bytes: Uint8Array) => new FrameGuard(0).judge(bytes, true, 0);
const packr = new Packr();

/** Decodes `01 d0 fe`, the slots of the first frame below, in a thread that can be ended. */
const STOCK_DECODER = `
  const { parentPort } = require("node:worker_threads");
  const { schema, t } = require("@colyseus/schema");
  const { InputDecoder } = require("@colyseus/schema/input");
  const Input = schema({ x: t.uint8() }, "CanaryInput");
  const decoder = new InputDecoder(new Input());
  parentPort.postMessage("begins");
  decoder.decodeAll(Uint8Array.of(0x01, 0xd0, 0xfe), () => {});
  parentPort.postMessage("ends");
`;

describe("engine/frames", () => {
  it("[EN3] unreliable input frames never pass: they can hang the stock decoder", () => {
    for (const hex of ["1401d0fe", "94ceffffff7f00000000", "14"]) {
      assert.equal(judge(Buffer.from(hex, "hex")), "foreign", hex);
    }
  });

  it("[EN3] canary: the stock decoder still loops for ever, so the guard is still needed", async () => {
    const worker = new Worker(STOCK_DECODER, { eval: true });
    await new Promise((resolve) => worker.once("message", resolve));
    const decoded = new Promise<string>((resolve) => worker.once("message", resolve));
    assert.equal(await Promise.race([decoded, pause(1000).then(() => "loops")]), "loops");
    await worker.terminate();
  });

  it("[EN3] text, empty, unknown and oversized frames are foreign", () => {
    assert.equal(new FrameGuard(0).judge(HELLO, false, 0), "foreign");
    assert.equal(judge(frame()), "foreign");
    for (const code of [0, 9, 11, 14, 15, 16, 22, 31]) {
      assert.equal(judge(frame(code)), "foreign", `code ${code}`);
    }
    assert.equal(judge(new Uint8Array(65).fill(INPUT)), "foreign");
  });

  it("[EN3] a connection ends once: what it sends after its verdict is dropped unseen", () => {
    const guard = new FrameGuard(0);
    const verdicts = Array.from({ length: 1000 }, () => guard.judge(frame(0xff), true, 0));
    assert.equal(verdicts.filter((v) => v === "foreign").length, 1);
    assert.equal(guard.judge(frame(PING), true, 0), "drop");
    assert.equal(guard.control(0), "drop");
  });

  it("[EN3] what our clients send passes; a second JOIN is forgotten", () => {
    const guard = new FrameGuard(0);
    const request = frame(REQUEST, 1, word("seat"), packr.pack({ play: true }));
    const bytes = frame(BYTES, word("raw"), 0xff, 0xff);
    const inputs = [frame(INPUT), frame(INPUT | 0x80)];
    for (const each of [frame(JOIN), HELLO, request, bytes, frame(PING), ...inputs, frame(LEAVE)]) {
      assert.equal(guard.judge(each, true, 0), "pass", `[${each}]`);
    }
    assert.equal(guard.judge(frame(JOIN), true, 0), "drop");
    assert.deepEqual(guard.counts, { pass: 8, drop: 1, refuse: 0, foreign: 0, flood: 0 });
  });

  it("[EN40] frames with a tail, a decoration or a type that is none are foreign", () => {
    for (const bad of [
      frame(JOIN, 0),
      frame(PING, 0),
      frame(LEAVE, 1),
      frame(DATA | 0x20, word("x")),
      frame(PING | 0x80),
      frame(DATA),
      frame(DATA, 0xa0),
      frame(DATA, 0xa5, 0x78),
      frame(DATA, 0xa1, 0xff),
      frame(DATA, 0xd9, 65, new Uint8Array(65).fill(0x78)),
      frame(DATA, 0xdb, 0xff, 0xff, 0xff, 0xff, 0x78),
      frame(DATA, 0xd0, 0xfe),
      frame(REQUEST, 0xd0, 0xfe, word("seat")),
      frame(REQUEST, 1),
      frame(BYTES, 0xa9, 1),
    ]) {
      assert.equal(judge(bad), "foreign", `[${bad}]`);
    }
  });

  it("[EN40] a payload that is too deep, too large or not whole is foreign", () => {
    const deep = (depth: number) => frame(new Uint8Array(depth).fill(0x91), 0xc0);
    const records = frame(0xd4, 0x72, 0x40, 0x91, 0xa1, 0x78, new Uint8Array(3000).fill(0x40), 1);
    for (const payload of [
      deep(9),
      deep(3000),
      records,
      frame(0xdc, 1, 1, new Uint8Array(257)),
      frame(0xdd, 0xff, 0xff, 0xff, 0xff),
      frame(0xdf, 0x7f, 0xff, 0xff, 0xff),
      frame(0xdb, 0xff, 0xff, 0xff, 0xff, 0x41),
      frame(0xc6, 0, 0, 0, 9, 1),
      frame(0xc1),
      frame(0xd4, 0x65, 1),
      frame(0xc7, 3, 0x78, 1, 2, 3),
      frame(0x92, 1),
      frame(1, 1),
    ]) {
      const bytes = frame(HELLO, payload);
      assert.equal(judge(bytes), "foreign", Buffer.from(payload).subarray(0, 12).toString("hex"));
    }
    assert.equal(judge(frame(HELLO, deep(8))), "pass");
  });

  it("[EN40] whatever the SDK packs of a message of the usual size passes", () => {
    for (const value of [
      null,
      true,
      -1,
      1e300,
      12345678901n,
      "words",
      "ä".repeat(300),
      [1, [2, [3, [4]]]],
      { do: "configure", options: { fill: 3, map: "ruins", teams: [{ a: 1 }, { a: 2 }] } },
      Array.from({ length: 200 }, (_, n) => n),
      { when: new Date(0), later: new Date(2 ** 40), nothing: undefined, raw: new Uint8Array(40) },
      Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`key${n}`, n])),
      new Map([["a", 1]]),
    ]) {
      assert.ok(
        isBoundedMsgpack(packr.pack(value), 0),
        JSON.stringify(value, (_, v) => String(v)),
      );
    }
  });

  it(`[EN40] what passes, the decoder takes without an exception (SEED=${SEED})`, () => {
    const rng = { rng: SEED };
    const packed = [
      packr.pack({ a: [{ x: 1, y: "s" }, { x: 2 }], d: new Date(0), u: undefined }),
      packr.pack([1, 2, [3, { k: -1.5 }], new Map([["m", true]])]),
    ];
    const telling = [0x00, 0x40, 0x72, 0x80, 0x91, 0xa1, 0xc7, 0xd4, 0xdc, 0xde, 0xff];
    const byte = () => (nextInt(rng, 2) ? nextInt(rng, 256) : telling[nextInt(rng, 11)]) as number;
    let passed = 0;
    for (let n = 0; n < 100_000; n++) {
      const bytes = Uint8Array.from(
        n % 3 ? (packed[n % 2] as Buffer) : Array.from({ length: 6 }, byte),
      );
      for (let k = nextInt(rng, 4); k > 0; k--) bytes[nextInt(rng, bytes.length)] = byte();
      if (!isBoundedMsgpack(bytes, 0)) continue;
      passed++;
      assert.doesNotThrow(() => unpack(bytes), Buffer.from(bytes).toString("hex"));
    }
    assert.ok(passed > 10_000, `${passed} passed`);
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
    const verdicts = Array.from({ length: 400 }, () => guard.judge(HELLO, true, 0));
    assert.deepEqual([...new Set(verdicts)], ["pass", "refuse", "flood", "drop"]);
    assert.equal(verdicts.filter((v) => v === "flood").length, 1);
    assert.equal(verdicts.filter((v) => v === "pass").length, 100);
    assert.equal(verdicts.filter((v) => v === "refuse").length, 200);
  });

  for (const [what, code, passes] of [
    ["pings", PING, 30],
    ["repeated JOINs", JOIN, 1],
  ] as const) {
    it(`[EN41] ${what} over budget are dropped and counted, kicked past the second budget`, () => {
      const guard = new FrameGuard(0);
      const verdicts = Array.from({ length: 1000 }, () => guard.judge(frame(code), true, 0));
      assert.equal(verdicts.filter((v) => v === "pass").length, passes);
      assert.deepEqual([...new Set(verdicts)], ["pass", "drop", "flood"]);
      assert.equal(verdicts.indexOf("flood"), passes + 300);
      assert.equal(guard.counts.flood, 1);
    });
  }

  it("[EN41] control frames and fragments have a budget that a pong every 3 s never meets", () => {
    const guard = new FrameGuard(0);
    for (let n = 0; n < 100; n++) assert.equal(guard.control(n * 3000), "pass");
    const flood = Array.from({ length: 400 }, () => guard.control(300_000));
    assert.deepEqual([...new Set(flood)], ["pass", "flood", "drop"]);
  });
});

describe("engine/sampled", () => {
  it("[EN42] of one kind a burst is written, then one line a second that says how many were not", () => {
    const log = memoryLog();
    let now = 0;
    const bounded = sampled(log, () => now);
    for (let n = 0; n < 10_000; n++) bounded.warn({ verdict: "foreign", n }, "frame refused");
    assert.equal(log.lines.length, 100);
    bounded.warn({ verdict: "flood" }, "frame refused");
    assert.equal(log.lines.length, 101, "another kind has a budget of its own");
    now = 1000;
    bounded.warn({ verdict: "foreign" }, "frame refused");
    assert.equal(log.lines.at(-1)?.fields.suppressed, 9900);
    now = 5000;
    bounded.warn({ verdict: "foreign" }, "frame refused");
    assert.equal(log.lines.at(-1)?.fields.suppressed, undefined);
  });

  it("[EN42] what a library says is one kind, whatever its words", () => {
    const log = memoryLog();
    const bounded = sampled(log, () => 0);
    for (let n = 0; n < 1000; n++) bounded.error({ from: "colyseus" }, `stack of ${n}`);
    for (let n = 0; n < 1000; n++) bounded.info({}, "listening");
    assert.equal(log.lines.filter(({ level }) => level === "error").length, 100);
    assert.equal(log.lines.filter(({ level }) => level === "info").length, 1000);
  });
});
