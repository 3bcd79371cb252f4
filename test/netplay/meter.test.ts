import assert from "node:assert/strict";
import { BEAT_MS, emptyHistory, Meter } from "../../netplay/meter.ts";
import { Minute } from "../../netplay/minute.ts";
import type { Status } from "../../netplay/status.ts";
import { type LineFigures, type Verdict, verdictOf } from "../../netplay/verdict.ts";

const PATCH_MS = 1000 / 30;

/** A meter in a page that lives through `ms` of time step by step. */
class Bench {
  now = 5000;
  stamp = 90_000;
  readonly meter = new Meter(PATCH_MS, this.now);
  ping = 40;
  #beatAt = this.now;

  /** The page runs for so long without a patch. */
  wait(ms: number): void {
    const end = this.now + ms;
    while (this.#beatAt + BEAT_MS <= end) {
      this.#beatAt += BEAT_MS;
      this.meter.beat(this.ping, this.#beatAt);
    }
    this.now = end;
  }

  /** A patch comes after `ms`, in which the server has gone on by `serverMs`. */
  patch(ms = PATCH_MS, serverMs = PATCH_MS): void {
    this.wait(ms);
    this.stamp += serverMs;
    this.meter.received(100, this.now);
    this.meter.sent(10, this.now);
    this.meter.patched(this.stamp, this.now);
  }

  play(ms: number): void {
    for (let passed = 0; passed < ms; passed += PATCH_MS) this.patch();
  }

  /** The page does nothing at all for so long; then the timer runs, or the message, first. */
  freeze(ms: number, beatFirst: boolean): void {
    this.now += ms;
    this.#beatAt = this.now;
    if (beatFirst) this.meter.beat(this.ping, this.now);
    this.stamp += PATCH_MS;
    this.meter.patched(this.stamp, this.now);
    if (!beatFirst) this.meter.beat(this.ping, this.now);
    for (let rest = ms - PATCH_MS; rest > 0; rest -= PATCH_MS) this.patch(0);
  }

  read(): LineFigures {
    return this.meter.read(this.now);
  }
}

describe("netplay/minute", () => {
  it("[NM1] counts by the second and keeps sixty of them, oldest first", () => {
    const minute = new Minute(["n"], 1000);
    const into = new Float64Array(60);
    for (let second = 0; second < 100; second++) {
      minute.at(1000 + second * 1000 + 400);
      minute.add("n", second);
    }
    minute.copy("n", into);
    assert.deepEqual([into[0], into[59]], [39, 98], "the running second is not over");
    assert.equal(minute.rate("n", 3), 97);
    assert.equal(minute.largest("n"), 99);
    minute.at(1000 + 130_000);
    minute.copy("n", into);
    assert.deepEqual(
      [...into.slice(0, 31), into.some((n) => n > 99)],
      [...Array.from({ length: 30 }, (_, i) => 70 + i), 0, false],
    );
    minute.at(1000 + 10_000_000);
    assert.equal(minute.total("n"), 0, "all of it is older than a minute");
  });

  it("[NM1] a rate before the first second is none, and zero is no smallest", () => {
    const minute = new Minute(["n"], 0);
    minute.add("n", 7);
    assert.equal(minute.rate("n", 3), 0);
    minute.at(1000);
    assert.equal(minute.rate("n", 3), 7);
    minute.add("n", 3);
    assert.equal(minute.smallest("n"), 3);
    minute.at(500_000);
    assert.equal(minute.smallest("n"), 0);
  });
});

describe("netplay/meter", () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it("[NM1] a steady line: rates, ping, no jitter, no stalls", () => {
    bench.play(10_000);
    const { patchRate, bytesIn, bytesOut, ping, bestPing, jitter, stalls } = bench.read();
    for (const [rate, wanted] of [
      [patchRate, 30],
      [bytesIn, 3000],
      [bytesOut, 300],
    ] as const) {
      assert.ok(Math.abs(rate / wanted - 1) < 0.04, `${rate} for ${wanted}`);
    }
    assert.deepEqual({ ping, bestPing, stalls }, { ping: 40, bestPing: 40, stalls: 0 });
    assert.ok(jitter < 0.01, `${jitter}`);
    bench.wait(70);
    assert.equal(Math.round(bench.read().sincePatch ?? 0), 70);
  });

  it("[NM2] jitter is how unevenly patches come, against the server's own times", () => {
    for (let n = 0; n < 300; n++) bench.patch(n % 2 ? PATCH_MS + 20 : PATCH_MS - 20);
    assert.ok(Math.abs(bench.read().jitter - 20) < 0.5, `${bench.read().jitter}`);
    for (let n = 0; n < 300; n++) bench.patch(2 * PATCH_MS, 2 * PATCH_MS);
    assert.ok(bench.read().jitter < 0.1, "half the patches is no jitter");
  });

  it("[NM2] a wait of more than 250 ms is a stall, once, for a minute", () => {
    bench.play(2000);
    bench.patch(251);
    for (let n = 0; n < 6; n++) bench.patch(0);
    bench.patch(250);
    assert.equal(bench.read().stalls, 1);
    assert.equal(bench.read().longestWait, 251);
    bench.play(58_000);
    assert.equal(bench.read().stalls, 1);
    bench.play(4000);
    assert.equal(bench.read().stalls, 0);
  });

  it("[NM2] silence of a server that has nothing to say is no stall", () => {
    for (let n = 0; n < 20; n++) bench.patch(1000 + (n % 3) * 20, 1000);
    const { stalls, jitter, longestWait } = bench.read();
    assert.deepEqual([stalls, jitter < 30], [0, true]);
    assert.ok(longestWait < 80, `${longestWait}`);
    bench.patch(1300, 1000);
    assert.equal(bench.read().stalls, 1, "but being late with it is");
  });

  it("[NM2] a page that stands still does not blame the line", () => {
    bench.play(2000);
    bench.freeze(400, true);
    bench.play(1000);
    bench.freeze(400, false);
    bench.play(1000);
    const { stalls, hitches, longestWait } = bench.read();
    assert.deepEqual([stalls, hitches], [0, 2]);
    assert.ok(longestWait < 40, `${longestWait}`);
    bench.freeze(8000, true);
    assert.equal(bench.read().hitches, 2, "a hidden or sleeping page is no busy one");
  });

  it("[NM2] a broken line is no stall in it", () => {
    bench.play(2000);
    bench.meter.broke();
    assert.equal(bench.read().sincePatch, undefined);
    bench.patch(9000, 9000);
    bench.play(1000);
    assert.equal(bench.read().stalls, 0);
  });

  it("[NM1] the history is of whole seconds, and says when there is a new one", () => {
    const into = emptyHistory(60);
    bench.play(2900);
    const before = bench.meter.history(into, bench.now);
    bench.patch(300);
    const after = bench.meter.history(into, bench.now);
    assert.deepEqual([before, after], [2, 3]);
    assert.equal(into.received[56], 0);
    assert.ok((into.received[59] ?? 0) > 2000);
    bench.play(1000);
    bench.meter.history(into, bench.now);
    assert.equal(Math.round(Math.max(...into.waits)), 300);
  });
});

const FINE: LineFigures = {
  seconds: 30,
  ping: 40,
  bestPing: 35,
  jitter: 5,
  pageJitter: 4,
  sincePatch: 20,
  patchRate: 30,
  bytesIn: 4000,
  bytesOut: 400,
  stalls: 0,
  longestWait: 60,
  hitches: 0,
};
const PLAYING: Status = { kind: "playing" };

describe("netplay/verdict", () => {
  const cases: [what: string, figures: Partial<LineFigures>, verdict: Verdict][] = [
    ["all is well", {}, { id: "steady", ping: 40 }],
    ["just begun", { seconds: 2 }, { id: "measuring" }],
    ["no ping yet", { ping: 0, bestPing: 0 }, { id: "measuring" }],
    ["nothing comes", { sincePatch: 1501, stalls: 4 }, { id: "silent" }],
    ["once a second is enough", { sincePatch: 1100, patchRate: 1 }, { id: "steady", ping: 40 }],
    ["two stalls", { stalls: 2, ping: 300 }, { id: "stalls", perMinute: 2 }],
    ["one stall", { stalls: 1, longestWait: 2031.4, ping: 300 }, { id: "stalled", ms: 2031 }],
    ["a buffer fills", { ping: 400, bestPing: 40, stalls: 1 }, { id: "starved", kbit: 32 }],
    ["a long way", { ping: 151, bestPing: 150 }, { id: "slow", ping: 151 }],
    ["not long", { ping: 150, bestPing: 150 }, { id: "steady", ping: 150 }],
    ["uneven", { jitter: 31, ping: 200, bestPing: 200 }, { id: "jittery", ms: 31 }],
    ["uneven by the page itself", { jitter: 31, pageJitter: 16 }, { id: "busy" }],
    ["hitches", { hitches: 12 }, { id: "busy" }],
    ["a long way to a busy page", { hitches: 12, ping: 200 }, { id: "slow", ping: 200 }],
  ];
  for (const [what, figures, verdict] of cases) {
    it(`[NM3] ${what}: ${verdict.id}`, () => {
      assert.deepEqual(verdictOf({ ...FINE, ...figures }, PLAYING), verdict);
    });
  }

  it("[NM3] a line that broke is told before anything else", () => {
    const { sincePatch: _gone, ...figures } = { ...FINE, stalls: 9, seconds: 0 };
    const status: Status = { kind: "reconnecting", attempt: 3, attempts: 29 };
    assert.deepEqual(verdictOf({ ...figures, sincePatch: undefined }, status), {
      id: "reconnecting",
      attempt: 3,
    });
  });
});
