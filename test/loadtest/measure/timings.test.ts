import assert from "node:assert/strict";
import type { Percentiles } from "../../../loadtest/figures.ts";
import { Blend } from "../../../loadtest/measure/blend.ts";
import { Timings } from "../../../loadtest/measure/timings.ts";
import { normal, uniform } from "./support/random.ts";

const IDS = ["p50", "p90", "p95", "p99", "p999", "max"] as const;

describe("loadtest/measure/timings", () => {
  it("[LT30] what workers recorded apart and sent is what one would have recorded, to 0.1 %", () => {
    const rng = { rng: 7 };
    const values = Array.from({ length: 20_000 }, () => Math.exp(3 + normal(rng)));
    const workers = [new Timings(), new Timings(), new Timings()];
    const merged = new Timings();
    for (const [at, ms] of values.entries()) {
      // Uneven shares, or the mean of percentiles would pass for the merger.
      workers[uniform(rng) < 0.8 ? 0 : 1 + (at % 2)]?.record(ms);
      if (at % 4000 === 0) for (const worker of workers) merged.add(worker.take());
    }
    for (const worker of workers) merged.add(worker.take());
    const found = merged.percentiles ?? assert.fail();
    assert.equal(found.count, values.length);
    assertRight(found, values);
  });

  it("[LT30] what was taken is gone, what was looked at is not", () => {
    const timings = new Timings();
    timings.record(5);
    assert.equal(timings.sparse().length, 1);
    assert.equal(timings.take().length, 1);
    assert.deepEqual(timings.take(), []);
    assert.equal(timings.percentiles, null);
  });

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
    assertAscending(timings.percentiles ?? assert.fail());
  });
});

const SHARES = [0.5, 0.9, 0.95, 0.99, 0.999, 1];

function assertRight(found: Percentiles, values: readonly number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  for (const [at, id] of IDS.entries()) {
    const truth = sorted[Math.ceil((SHARES[at] as number) * sorted.length) - 1] as number;
    assert.ok(Math.abs(found[id] / truth - 1) <= 0.001, `${id}: ${found[id]} for ${truth}`);
  }
}

function assertAscending(percentiles: Percentiles): void {
  const values = IDS.map((id) => percentiles[id]);
  assert.deepEqual(
    values,
    [...values].sort((a, b) => a - b),
  );
}

describe("loadtest/measure/blend", () => {
  it("[LT30] one bad second in a hundred shows in the largest, and does not become the median", () => {
    const blend = new Blend();
    for (let second = 0; second < 99; second++) blend.add({ p50: 1, p99: 2, max: 3 }, 1000);
    blend.add({ p50: 100, p99: 200, max: 400 }, 1000);
    const { p50, p99, max } = blend.figures;
    assert.ok(p50 > 0.9 && p50 < 1.1, `p50 ${p50}`);
    assert.ok(p99 > 2 && p99 < 10, `p99 ${p99}: a mean of percentiles says 4, the worst says 200`);
    assert.equal(max, 400);
  });

  it("[LT30] a stretch is as heavy as it is long", () => {
    const blend = new Blend();
    blend.add({ p50: 50, p99: 60, max: 70 }, 9000);
    blend.add({ p50: 1, p99: 2, max: 3 }, 1000);
    assert.ok(blend.figures.p50 > 40, `${blend.figures.p50}`);
  });
});
