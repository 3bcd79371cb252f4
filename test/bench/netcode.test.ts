import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { CONDITIONS, type Condition } from "../../bench/netcode/conditions.ts";
import { type Figures, isSpoiled, judge } from "../../bench/netcode/figures.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");

const good: Figures = {
  keys: { presses: 30, p50: 17, max: 48, late: 0, over: -2 },
  corrections: [
    { count: 0, largestPx: 0, smoothedMs: 0 },
    { count: 0, largestPx: 0, smoothedMs: 0 },
  ],
  screen: { fired: 40, hits: 40 },
  past: { fired: 20, hits: 0 },
  speed: { p5: 230, p50: 240, p95: 250, sentP5: 235, sentP95: 242 },
  clock: { max: 3, settledMs: 0 },
  hitchMs: 20,
};
const corrected = (count: number, smoothedMs = 60): Partial<Figures> => ({
  corrections: [{ count, largestPx: count * 8, smoothedMs }],
});

const of = (id: string): Condition => CONDITIONS.find((each) => each.id === id) as Condition;
const ok = (id: string, change: Partial<Figures> = {}) =>
  judge({ condition: of(id), figures: { ...good, ...change } }).ok;

describe("bench/netcode", () => {
  it("[FE8] figures within all goals pass on every line", () => {
    for (const { id } of CONDITIONS) assert.ok(ok(id), id);
  });

  it("[FE8] a figure beyond its goal is marked and fails its line", () => {
    const misses: readonly [id: string, change: Partial<Figures>][] = [
      ["300", { keys: { ...good.keys, late: 1 } }],
      ["150", corrected(1)],
      ["cut", corrected(2)],
      ["stall", corrected(1, 151)],
      ["80", { screen: { fired: 40, hits: 39 } }],
      ["stalls", { past: { fired: 20, hits: 1 } }],
      ["0", { screen: { fired: 7, hits: 7 } }],
      ["jitter", { speed: { ...good.speed, p5: 203 } }],
      ["jitter", { speed: { ...good.speed, p95: 277 } }],
      ["sleep", { clock: { max: 21, settledMs: 500 } }],
      ["step", { clock: { max: 3, settledMs: 2001 } }],
    ];
    for (const [id, change] of misses) {
      const { row, ok } = judge({ condition: of(id), figures: { ...good, ...change } });
      assert.equal(ok, false, id);
      assert.equal(Object.values(row).filter((cell) => cell.endsWith("✗")).length, 1, id);
    }
  });

  it("[FE8] on a disturbed line hits are reported; after an outage one correction is allowed", () => {
    assert.ok(ok("stalls", { screen: { fired: 40, hits: 20 } }));
    assert.ok(
      ok("stalls", { speed: { ...good.speed, p5: 0 } }),
      "there the server lets them stand",
    );
    assert.ok(ok("cut", corrected(1)));
    assert.ok(ok("jitter", corrected(3)));
  });

  it("[FE8] a measurement without figures fails; one on a busy machine is taken again", () => {
    assert.equal(judge({ condition: of("0"), figures: "no server" }).ok, false);
    assert.ok(isSpoiled({ ...good, hitchMs: 101 }) && !isSpoiled(good) && !isSpoiled("no server"));
  });

  it("[FE8] an unknown condition ends the bench with 2 and the names there are", () => {
    const run = spawnSync(process.execPath, ["bench/netcode/main.ts", "--only", "0,nope"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /nope; there are 0, 80, .*sleep, pixels/);
  });
});
