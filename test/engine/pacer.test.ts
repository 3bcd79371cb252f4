import assert from "node:assert/strict";
import { Pacer } from "../../engine/pacer.ts";

/** Runs `ticks` ticks in which `arrivals(tick)` inputs come in; returns the steps taken by each kind. */
function run(ticks: number, arrivals: (tick: number) => number) {
  const pacer = new Pacer();
  const total = { applied: 0, discarded: 0, neutral: 0 };
  let waiting = 0;
  for (let tick = 0; tick < ticks; tick++) {
    waiting += arrivals(tick);
    const { apply, discard, neutral } = pacer.pace(waiting);
    waiting -= apply + discard;
    total.applied += apply;
    total.discarded += discard;
    if (neutral) total.neutral++;
  }
  return { ...total, waiting };
}

describe("engine/pacer", () => {
  it("[EN1] a steady player's every input is applied, in its tick", () => {
    assert.deepEqual(
      run(3000, () => 1),
      { applied: 3000, discarded: 0, neutral: 0, waiting: 0 },
    );
  });

  it("[EN1] jitter of up to 8 ticks loses nothing", () => {
    for (const period of [2, 3, 5, 8]) {
      const { applied, discarded, waiting } = run(period * 300, (tick) =>
        tick % period === period - 1 ? period : 0,
      );
      assert.deepEqual([applied + waiting, discarded], [period * 300, 0], `period ${period}`);
      assert.ok(waiting <= 2);
    }
  });

  it("[EN1] inputs that come in pairs move nobody by leaps: one waits for the next tick", () => {
    const pacer = new Pacer();
    let waiting = 0;
    const leaps: number[] = [];
    for (let tick = 0; tick < 900; tick++) {
      waiting += tick % 2 === 0 ? 2 : 0;
      const { apply } = pacer.pace(waiting);
      waiting -= apply;
      if (apply !== 1) leaps.push(tick);
    }
    assert.deepEqual(leaps, []);
  });

  it("[EN1] an input that waits for nothing is applied on top within 10 s", () => {
    const { waiting } = run(300, (tick) => (tick === 10 ? 2 : 1));
    assert.equal(waiting, 0);
  });

  it("[EN1] a tenfold flood is stepped at most 2 % faster, after the 8 saved", () => {
    const { applied, waiting } = run(3000, () => 10);
    assert.ok(applied <= 3000 * 1.02 + 8, `${applied} steps in 3000 ticks`);
    assert.ok(waiting <= 2, "and builds no queue");
  });

  it("[EN1] the backlog of a 10 s stall is applied for 8 ticks' worth, the rest is acknowledged", () => {
    const pacer = new Pacer();
    for (let tick = 0; tick < 300; tick++) pacer.pace(0);
    const { apply, discard } = pacer.pace(300);
    assert.deepEqual({ apply, discard }, { apply: 8, discard: 292 });
  });

  it("[EN1] behind a stall inputs that come in pairs are applied: one stall, one correction", () => {
    const pacer = new Pacer();
    for (let tick = 0; tick < 60; tick++) pacer.pace(0);
    const { apply, discard } = pacer.pace(32);
    let waiting = 32 - apply - discard;
    for (let tick = 0; tick < 300; tick++) {
      waiting += tick % 2 === 0 ? 2 : 0;
      const pace = pacer.pace(waiting);
      waiting -= pace.apply + pace.discard;
      assert.equal(pace.discard, 0);
    }
  });

  it("[EN2] a seat silent for more than 8 ticks is stepped neutrally, once per tick", () => {
    assert.equal(run(300, () => 0).neutral, 292);
  });

  it("[EN2] a short gap is not filled: the late inputs still come", () => {
    const arrivals = (tick: number) => (tick < 300 ? 1 : tick % 4 === 3 ? 4 : 0);
    const { applied, neutral, waiting } = run(600, arrivals);
    assert.deepEqual([applied + waiting, neutral], [600, 0]);
  });
});
