import assert from "node:assert/strict";
import { doubtOf } from "../../../loadtest/measure/doubt.ts";
import { idleShare, readCpuTimes, timesOf } from "../../../loadtest/measure/idle.ts";

const lateness = { count: 100, p50: 1, p90: 2, p95: 3, p99: 25, p999: 30, max: 40 };
const judge = (p99: number, utilisation: number, inputsLate: number) =>
  doubtOf({
    generator: { eventLoopMs: { p50: 0, p99, max: 2 * p99 }, utilisation, cores: 1 },
    counters: { inputsDue: 1000, inputsLate },
    distributions: { lateness },
    idle: 0.05,
  });

describe("loadtest/measure/doubt", () => {
  it("[LT32] one input in a hundred may be late, and the event loop by 10 ms", () => {
    assert.equal(judge(10, 0.99, 10), null);
    assert.notEqual(judge(10.1, 0.99, 0), null);
    assert.notEqual(judge(0, 0.99, 11), null);
  });

  it("[LT32] a generator that was busy for 70 % of the time was itself the limit", () => {
    assert.deepEqual(judge(12, 0.7, 0), { kind: "generator", busy: 0.7, lateMs: 25 });
  });

  it("[LT32] late though less busy: the machine was, with what it had to spare", () => {
    assert.deepEqual(judge(30, 0.69, 0), { kind: "machine", idle: 0.05, lateMs: 30 });
  });

  it("[LT32] without inputs none is late", () => {
    const generator = { eventLoopMs: { p50: 0, p99: 0, max: 0 }, utilisation: 0, cores: 0 };
    const counters = { inputsDue: 0, inputsLate: 0 };
    const none = { generator, counters, distributions: { lateness: null }, idle: 1 };
    assert.equal(doubtOf(none), null);
  });
});

describe("loadtest/measure/idle", () => {
  it("[LT32] what a hypervisor took away is not idle", () => {
    const before = timesOf("cpu  100 0 100 1000 0 0 0 0 0 0\ncpu0 1 2 3 4\n");
    const after = timesOf("cpu  110 0 110 1040 10 0 0 30 50 0\ncpu0 1 2 3 4\n");
    assert.equal(idleShare(before, after), 0.5);
  });

  it("[LT32] it is a share of this machine's time, and none where no time has passed", () => {
    const now = readCpuTimes();
    assert.ok(now.idle >= 0 && now.total >= now.idle && now.total > 0);
    assert.equal(idleShare(now, now), 0);
  });
});
