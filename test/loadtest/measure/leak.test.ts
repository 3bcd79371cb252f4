import assert from "node:assert/strict";
import { leakOf } from "../../../loadtest/measure/leak.ts";
import { failing, normal, uniform } from "./support/random.ts";
import { phase, timeline } from "./support/runs.ts";

interface Saw {
  readonly minutes: number;
  readonly leak: number;
  /** Seconds between two collections, about; and what one frees, in MB. */
  readonly period: number;
  readonly teeth?: number;
  readonly seed: number;
}

/** A heap that is collected whenever it has grown by about so much. */
function saw({ minutes, leak, period, teeth = 40, seed }: Saw): readonly number[] {
  const rng = { rng: seed * 104_729 };
  let grown = teeth * uniform(rng);
  return Array.from({ length: minutes * 60 }, (_none, second) => {
    grown += (teeth / period) * (0.7 + 0.6 * uniform(rng));
    if (grown > teeth * (0.9 + 0.2 * uniform(rng))) grown = Math.abs(normal(rng));
    return 40 + (leak * second) / 3600 + grown + 4 * uniform(rng);
  });
}

function leak(heapMb: readonly (number | null)[], seed = 1) {
  const seconds = heapMb.length;
  const phases = [phase({ kind: "hold", from: 0, to: seconds })];
  return leakOf(timeline(seconds, { heapMb }), phases, seed);
}

function known(heapMb: readonly (number | null)[], seed = 1) {
  const found = leak(heapMb, seed);
  assert.ok(found.known, JSON.stringify(found));
  return found;
}

describe("loadtest/measure/leak", function () {
  this.timeout(20_000);

  for (const mbPerHour of [0, 60]) {
    for (const period of [10, 60]) {
      const of = `${mbPerHour} MB/h under teeth of ${period} s`;
      it(`[LT37] the interval holds the truth in 9 of 10 runs: ${of}`, () => {
        const missed = failing(200, (seed) => {
          const heap = saw({ minutes: 20, leak: mbPerHour, period, seed });
          const { low, high } = known(heap, seed);
          return low <= mbPerHour && mbPerHour <= high;
        });
        assert.ok(missed.length <= 20, `seeds ${missed}`);
      });
    }
  }

  it("[LT37] half an hour tells a leak of 30 MB/h from none", () => {
    const found = known(saw({ minutes: 30, leak: 30, period: 20, seed: 3 }));
    assert.ok(found.low > 20 && found.high < 40, JSON.stringify(found));
    assert.equal(found.minutes, 25, "the first five are for settling");
    const none = known(saw({ minutes: 30, leak: 0, period: 20, seed: 3 }));
    assert.ok(none.low < 5 && none.high > -5, JSON.stringify(none));
  });

  it("[LT37] collections rarer than it can tell make it unsure, never wrong", () => {
    const wrong = failing(30, (seed) => {
      const { low } = known(saw({ minutes: 10, leak: 0, period: 240, seed }), seed);
      return low <= 5;
    });
    assert.deepEqual(wrong, []);
  });

  it("[LT37] a heap that is collected ever later is no leak", () => {
    const rng = { rng: 5 };
    const heap = Array.from({ length: 1800 }, (_none, second) => {
      const teeth = 20 + (40 * second) / 1800;
      return 40 + ((second % 20) / 20) * teeth + uniform(rng);
    });
    const { low, high } = known(heap);
    assert.ok(low <= 0 && high >= 0 && high < 10, `${low} to ${high}`);
  });

  it("[LT37] what a new load fills at first is no leak", () => {
    const heap = saw({ minutes: 30, leak: 0, period: 20, seed: 8 });
    const warming = heap.map((mb, second) => mb - 60 * Math.exp(-second / 40));
    assert.ok(known(warming).low < 5);
  });

  it("[LT37] less than ten minutes of one load tell nothing, nor does a server that died", () => {
    const heap = saw({ minutes: 20, leak: 0, period: 20, seed: 1 });
    const short = { known: false, why: "tooShort" };
    assert.deepEqual(leak(heap.slice(0, 599)), short);
    assert.deepEqual(leak(heap.map((mb, second) => (second > 400 ? null : mb))), short);
    assert.deepEqual(leak(heap.map(() => null)), { known: false, why: "noServerSeries" });
    const ramp = [phase({ kind: "ramp", from: 0, to: 1200 })];
    assert.deepEqual(leakOf(timeline(1200, { heapMb: heap }), ramp, 1), short);
  });
});
