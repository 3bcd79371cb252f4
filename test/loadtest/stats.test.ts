import assert from "node:assert/strict";
import { InFlight } from "../../loadtest/inflight.ts";
import { Stats } from "../../loadtest/stats.ts";
import { count, inWords, total } from "../../loadtest/tally.ts";
import { Timings } from "../../loadtest/timings.ts";

describe("loadtest/timings", () => {
  it("[LT3] percentiles are right to a microsecond's third digit", () => {
    const timings = new Timings();
    for (let ms = 1; ms <= 1000; ms++) timings.record(ms);
    const { count, p50, p95, p99, max } = timings.percentiles ?? assert.fail();
    assert.equal(count, 1000);
    for (const [found, wanted] of [
      [p50, 500],
      [p95, 950],
      [p99, 990],
      [max, 1000],
    ] as const) {
      assert.ok(Math.abs(found - wanted) / wanted < 0.001, `${found} for ${wanted}`);
    }
  });

  it("[LT3] no sample is no figure, rather than zero", () => {
    assert.equal(new Timings().percentiles, null);
  });

  it("[LT3] no percentile lies above the largest value, and none is out of range", () => {
    const timings = new Timings();
    timings.record(54.6543);
    assert.equal(timings.percentiles?.p99, timings.percentiles?.max);
    timings.record(1e9);
    timings.record(-1);
    assert.equal(timings.percentiles?.max, 60_000);
  });
});

describe("loadtest/inflight", () => {
  it("[LT3] an acknowledgement answers every input up to it", () => {
    const inFlight = new InFlight();
    for (const now of [0, 33, 66, 100]) inFlight.sent(now);
    const latencies: number[] = [];
    inFlight.answered(1, 40, (ms) => latencies.push(ms));
    inFlight.answered(1, 70, (ms) => latencies.push(ms));
    inFlight.answered(3, 110, (ms) => latencies.push(ms));
    assert.deepEqual(latencies, [40, 77, 44]);
  });

  it("[LT3] what is never answered is counted, what is merely on its way is not", () => {
    const inFlight = new InFlight();
    for (const now of [0, 500, 1900]) inFlight.sent(now);
    assert.equal(inFlight.overdue(2000), 2);
    assert.equal(inFlight.restart(0), 3);
    assert.equal(inFlight.overdue(9000), 0);
  });

  it("[LT3] after a reconnection the new count is the one that is answered", () => {
    const inFlight = new InFlight();
    inFlight.sent(0);
    inFlight.answered(1, 10, () => {});
    inFlight.restart(0);
    inFlight.sent(100);
    const latencies: number[] = [];
    inFlight.answered(1, 130, (ms) => latencies.push(ms));
    assert.deepEqual(latencies, [30]);
  });
});

describe("loadtest/stats", () => {
  it("[LT6] client time counts connected clients only, through drops and phases", () => {
    const stats = new Stats();
    const ramp = stats.begin("ramp", 0);
    stats.connect(1, 1000);
    stats.connect(1, 2000);
    const full = stats.begin("full load", 3000);
    stats.connect(-1, 4000);
    stats.connect(1, 6000);
    stats.end(7000);
    stats.connect(-1, 9000);
    assert.equal(ramp.clientMs, 3000, "one for 1 s, then two for 1 s");
    assert.equal(full.clientMs, 6000, "two, one for 2 s, two");
    assert.equal(ramp.endedAt, 3000);
  });

  it("[LT2] an input is late from 10 ms on", () => {
    const phase = new Stats().begin("ramp", 0);
    for (const lateMs of [0, 10, 10.1, 500]) phase.due(lateMs);
    assert.deepEqual(phase.inputs, { due: 4, sent: 0, late: 2, offline: 0 });
  });

  it("jitter is the distance from the nominal interval, either way", () => {
    const phase = new Stats().begin("ramp", 0);
    for (const interval of [20, 30, 40]) phase.patched(interval, 30);
    assert.deepEqual(phase.intervals, { count: 3, sumMs: 90 });
    assert.equal(phase.jitter.percentiles?.max, 10);
  });

  it("a tally tells the most frequent first", () => {
    const tally = {};
    for (const id of ["b", "a", "a"]) count(tally, id);
    assert.equal(inWords(tally), "a ×2, b ×1");
    assert.equal(total(tally), 3);
    assert.equal(inWords({}), "none");
  });
});
