import assert from "node:assert/strict";
import { GOOD_LINE, type LineState, Wire } from "../../bench/wire.ts";
import { nextUint32 } from "../../schema/lib/random.ts";

const SEED = 11;

/** Sends `count` numbered chunks, one each `everyMs`; returns when each arrived, on whole ms. */
function run(line: Partial<LineState>, { count = 2000, everyMs = 33, bytes = 50 } = {}) {
  const rng = { rng: SEED };
  const random = () => nextUint32(rng) / 2 ** 32;
  const wire = new Wire(() => ({ ...GOOD_LINE, ...line }), random);
  const arrived: { readonly n: number; readonly way: number }[] = [];
  let sent = 0;
  for (let now = 0; arrived.length < count; now++) {
    if (now % everyMs === 0 && sent < count) {
      const chunk = Buffer.alloc(bytes);
      chunk.writeUInt32LE(sent++);
      wire.send(chunk, now);
    }
    for (let chunk = wire.take(now); chunk; chunk = wire.take(now)) {
      const n = chunk.readUInt32LE();
      arrived.push({ n, way: now - n * everyMs });
    }
  }
  return { wire, arrived, ways: arrived.map(({ way }) => way) };
}

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

describe("bench/wire", () => {
  it("[FE6] nothing overtakes, and nothing is lost, however the line changes", () => {
    const lines: readonly Partial<LineState>[] = [
      { delayMs: 75, jitterMs: 75 },
      { stallShare: 0.2, stallMs: [80, 200] },
      { bitsPerSecond: 8000, delayMs: 30, jitterMs: 30 },
    ];
    for (const line of lines) {
      const { arrived, wire } = run(line, { everyMs: 5 });
      assert.deepEqual(
        arrived.map(({ n }) => n),
        arrived.map((_, n) => n),
      );
      assert.equal(wire.queued, 0);
    }
    const rng = { rng: SEED };
    const changing = new Wire(
      () => ({ ...GOOD_LINE, delayMs: nextUint32(rng) % 300 }),
      () => 0,
    );
    for (let n = 0; n < 500; n++) changing.send(Buffer.from([n >> 8, n & 255]), n);
    for (let n = 0; n < 500; n++) {
      assert.equal(changing.take(1e6)?.readUInt16BE(), n);
    }
  });

  it("[FE6] every byte takes the delay", () => {
    assert.ok(run({ delayMs: 75 }).ways.every((way) => way === 75));
    assert.ok(run({}).ways.every((way) => way === 0));
  });

  it("[FE6] jitter spreads evenly to both sides", () => {
    const { ways } = run({ delayMs: 75, jitterMs: 25 });
    assert.ok(Math.min(...ways) >= 50 && Math.max(...ways) <= 101);
    assert.ok(Math.abs(mean(ways) - 76) < 2, `${mean(ways)} ms`);
  });

  it("[FE6] a lost chunk comes late, and what is behind it with it", () => {
    const { ways } = run({ delayMs: 40, stallShare: 0.01, stallMs: [80, 200] }, { count: 10_000 });
    const late = ways.map((way) => way > 41);
    const stalls = late.filter((isLate, n) => isLate && !late[n - 1]).length;
    assert.ok(stalls > 60 && stalls < 140, `${stalls} of 10000`);
    assert.ok(Math.max(...ways) <= 241);
    for (let n = 1; n < ways.length; n++) {
      const [before, way] = [ways[n - 1] as number, ways[n] as number];
      assert.ok(way >= before - 33, "what comes behind waits, and no longer");
    }
  });

  it("[FE6] no more passes than the line carries", () => {
    const { ways } = run({ bitsPerSecond: 256_000 }, { count: 300, everyMs: 1, bytes: 64 });
    // 64 bytes take 2 ms, and come every ms: the last one waits for 299 others.
    assert.equal(ways.at(-1), 301);
  });

  it("[FE6] a change counts for what is sent from then on", () => {
    let delayMs = 100;
    const wire = new Wire(
      () => ({ ...GOOD_LINE, delayMs }),
      () => 0,
    );
    wire.send(Buffer.from("a"), 0);
    delayMs = 10;
    wire.send(Buffer.from("b"), 0);
    assert.equal(wire.take(99), undefined);
    assert.equal(String(wire.take(100)), "a");
    assert.equal(String(wire.take(100)), "b");
    wire.send(Buffer.from("c"), 200);
    assert.equal(wire.nextDue, 210);
  });
});
