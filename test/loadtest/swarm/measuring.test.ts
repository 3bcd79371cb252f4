import assert from "node:assert/strict";
import fc from "fast-check";
import { Timings } from "../../../loadtest/measure/timings.ts";
import { SendBudget } from "../../../loadtest/swarm/bucket.ts";
import { InFlight } from "../../../loadtest/swarm/inflight.ts";
import { PatchMeter } from "../../../loadtest/swarm/patches.ts";
import { Recorder, recordError } from "../../../loadtest/swarm/recorder.ts";
import { Tape } from "../../../loadtest/swarm/tape.ts";
import { count, total } from "../../../loadtest/tally.ts";

describe("loadtest/tape", () => {
  it("[LT3] what it hands in is what a histogram would have recorded", () => {
    const ms = fc.double({ min: 0, max: 70_000, noNaN: true });
    const property = fc.property(fc.array(ms, { minLength: 1, maxLength: 300 }), (samples) => {
      const [tape, direct, merged] = [new Tape(), new Timings(), new Timings()];
      for (const sample of samples) {
        tape.record(sample);
        direct.record(sample);
      }
      merged.add(tape.take());
      assert.deepEqual(merged.percentiles, direct.percentiles);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("[LT3] is empty after it has handed in, and no sample is no figure", () => {
    const tape = new Tape();
    tape.record(5);
    tape.record(5.0001);
    assert.deepEqual(tape.take(), [[5000, 2]]);
    assert.deepEqual(tape.take(), []);
  });
});

describe("loadtest/inflight", () => {
  const latencies = () => {
    const found: number[] = [];
    return { found, report: (ms: number) => found.push(ms) };
  };

  it("[LT3] an acknowledgement answers every input up to it", () => {
    const inFlight = new InFlight(1000);
    for (const now of [0, 33, 66, 100]) inFlight.sent(now, now);
    const { found, report } = latencies();
    inFlight.answered(1, 40, report);
    inFlight.answered(1, 70, report);
    inFlight.answered(3, 110, report);
    assert.deepEqual(found, [40, 77, 44]);
  });

  it("[LT3] latency begins when an input was due, however late it was sent", () => {
    const inFlight = new InFlight(1000);
    inFlight.sent(100, 600);
    inFlight.sent(133, 600);
    const { found, report } = latencies();
    const { late } = inFlight.answered(2, 640, report);
    assert.deepEqual(found, [540, 507]);
    assert.equal(late, 0, "the server took 40 ms");
  });

  it("[LT3] each input that is answered late or never is counted once", () => {
    const inFlight = new InFlight(1000);
    for (const now of [0, 500, 1900]) inFlight.sent(now, now);
    assert.equal(inFlight.overdue(2000), 2);
    assert.equal(inFlight.overdue(2100), 0, "has been told");
    const told = inFlight.answered(1, 2200, () => {});
    assert.deepEqual(told, { late: 1, uncounted: 0 }, "as well");
    inFlight.restart(0);
    inFlight.sent(3000, 3000);
    assert.deepEqual(
      inFlight.answered(1, 4500, () => {}),
      { late: 1, uncounted: 1 },
    );
    assert.equal(inFlight.overdue(9000), 0, "nor what the line lost when it broke");
  });

  it("[LT51] tells of each what its way there was held back", () => {
    const inFlight = new InFlight(1000);
    inFlight.sent(0, 0, 140);
    inFlight.sent(33, 33, 90);
    const held: number[] = [];
    inFlight.answered(2, 300, (_ms, heldMs) => held.push(heldMs));
    assert.deepEqual(held, [140, 90]);
  });

  it("[LT3] after a reconnection the new count is the one that is answered", () => {
    const inFlight = new InFlight(1000);
    inFlight.sent(0, 0);
    inFlight.answered(1, 10, () => {});
    inFlight.restart(0);
    inFlight.sent(100, 100);
    const { found, report } = latencies();
    inFlight.answered(1, 130, report);
    assert.deepEqual(found, [30]);
  });
});

describe("loadtest/recorder", () => {
  it("[LT6] client time counts connected clients only, through drops and slices", () => {
    const recorder = new Recorder();
    recorder.take(0);
    recorder.connect(1, 1000);
    recorder.connect(1, 2000);
    assert.equal(recorder.take(3000).clientMs, 3000, "one for 1 s, then two for 1 s");
    recorder.connect(-1, 4000);
    recorder.connect(1, 6000);
    const { clientMs, connected } = recorder.take(7000);
    assert.equal(clientMs, 6000, "two, one for 2 s, two");
    assert.equal(connected, 2);
  });

  it("[LT10] what began in one slice and ends in another counts where it ends", () => {
    const recorder = new Recorder();
    const { counts, failed } = recorder;
    counts.joinsStarted++;
    assert.deepEqual(recorder.take(1000).failed, {});
    counts.joinsFailed++;
    count(failed, "join/timeout");
    const { counters, failed: ended } = recorder.take(2000);
    assert.deepEqual([counters, ended], [{ joinsFailed: 1 }, { "join/timeout": 1 }]);
    assert.deepEqual(recorder.take(3000).failed, {});
  });

  it("[LT14] what a flooder's book takes in is provoked and nothing else", () => {
    const recorder = new Recorder();
    const { blind } = recorder;
    blind.connect(1, 0);
    blind.counts.bytesIn += 1000;
    blind.tapes.echo.record(900);
    recordError(blind, "room/error_400");
    count(blind.endings, "flooding");
    count(blind.failed, "join/barred");
    const { counters, distributions, provoked, connected, clientMs, ...rest } = recorder.take(1000);
    assert.deepEqual(counters, {});
    assert.deepEqual(distributions, {});
    assert.deepEqual(provoked, { "room/error_400": 1, flooding: 1, "join/barred": 1 });
    assert.deepEqual(rest, { failed: {}, endings: {}, errors: {} });
    assert.equal(connected, 1, "it is there");
    assert.equal(clientMs, 0, "and no rate is by it");
    count(blind.endings, "flooding");
    assert.deepEqual(recorder.take(2000).provoked, { flooding: 1 }, "of the new slice");
  });
});

describe("loadtest/patches", () => {
  it("[LT11] patches are owed for the time that was sent in, at their own rate", () => {
    const recorder = new Recorder();
    const meter = new PatchMeter(recorder, 50);
    for (let n = 0; n < 60; n++) meter.owed(1000 / 60);
    assert.ok(Math.abs(recorder.counts.patchesDue - 20) <= 1, `${recorder.counts.patchesDue}`);
  });

  it("[LT11] jitter is the distance from the nominal interval; a broken line is no interval", () => {
    const recorder = new Recorder();
    const meter = new PatchMeter(recorder, 30);
    for (const now of [0, 20, 50, 90]) meter.came(now);
    meter.broke();
    meter.came(9000);
    const { distributions, counters } = recorder.take(9000);
    assert.deepEqual(
      distributions.jitter?.map(([us, n]) => [Math.round(us / 1000), n]),
      [
        [10, 2],
        [0, 1],
      ],
    );
    assert.equal(counters.patches, 5);
    assert.equal(distributions.interval?.length, 3);
  });

  it("[LT11] to whom nothing is promised, no patch is due", () => {
    const recorder = new Recorder();
    const meter = new PatchMeter(recorder, undefined);
    meter.owed(1000);
    meter.came(0);
    meter.came(100);
    const { counters, distributions } = recorder.take(100);
    assert.deepEqual(counters, {});
    assert.deepEqual(Object.keys(distributions), ["interval"]);
  });
});

describe("loadtest/bucket", () => {
  it("[LT14] nobody sends more than the cap, however much they try", () => {
    const budget = new SendBudget(100, 0);
    let sent = 0;
    for (let now = 0; now < 10_000; now++) {
      for (let n = 0; n < 5; n++) if (budget.take(now)) sent++;
    }
    assert.ok(sent >= 1090 && sent <= 1100, `${sent} in 10 s: a second at once, then 100 a second`);
  });
});

describe("loadtest/tally", () => {
  it("adds up what was counted", () => {
    const tally = {};
    for (const id of ["b", "a", "a"]) count(tally, id);
    assert.deepEqual(tally, { b: 1, a: 2 });
    assert.equal(total(tally), 3);
  });
});
