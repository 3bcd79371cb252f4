import assert from "node:assert/strict";
import { estimateCapacity } from "../../../loadtest/measure/capacity.ts";
import type { Capacity } from "../../../loadtest/result.ts";
import { failing, normal } from "./support/random.ts";
import { phase, timeline } from "./support/runs.ts";

type Known = Extract<Capacity, { known: true }>;

interface Truth {
  readonly idle: number;
  readonly perClient: number;
  readonly perJoin?: number;
  readonly bend?: number;
  /** Cores that a server needs besides when the first client comes. */
  readonly warmUp?: number;
  /** Deviation of the noise; each second keeps half of that before. */
  readonly noise?: number;
}
const TRUTH: Truth = { idle: 0.03, perClient: 0.002, perJoin: 0.004, warmUp: 0.1, noise: 0.03 };

const QUIET = 5;

/** Some quiet seconds, a ramp to so many clients, then a hold. */
function run(truth: Truth, { ramp = 30, hold = 60, clients = 200, seed = 1 } = {}) {
  const { idle, perClient, perJoin = 0, bend = 0, warmUp = 0, noise = 0 } = truth;
  const rng = { rng: seed * 7919 };
  let error = 0;
  const seconds = Array.from({ length: QUIET + ramp + hold }, (_none, at) => {
    error = 0.5 * error + Math.sqrt(0.75) * noise * normal(rng);
    const second = at - QUIET;
    const connectedAt = (when: number) => Math.max(0, Math.min(clients, (clients * when) / ramp));
    const connected = connectedAt(second + 1);
    const mean = connectedAt(second + 0.5);
    const joins = second >= 0 && second < ramp ? clients / ramp : 0;
    const warm = second < 0 ? 0 : warmUp * Math.exp(-second / 10);
    const cores = idle + perClient * mean + bend * mean * mean + perJoin * joins + warm + error;
    return { connected, joins, cores };
  });
  const columns = {
    connected: seconds.map(({ connected }) => connected),
    joins: seconds.map(({ joins }) => joins),
    serverCores: seconds.map(({ cores }) => cores),
  };
  const phases = [
    phase({ kind: "ramp", from: QUIET, to: QUIET + ramp }),
    phase({ kind: "hold", from: QUIET + ramp, to: QUIET + ramp + hold }),
  ];
  return { columns, phases, seconds: QUIET + ramp + hold };
}

function estimate({ columns, phases, seconds }: ReturnType<typeof run>, seed = 1): Capacity {
  return estimateCapacity(timeline(seconds, columns), phases, seed);
}

function known(capacity: Capacity): Known {
  assert.ok(capacity.known, JSON.stringify(capacity));
  return capacity;
}

describe("loadtest/measure/capacity", () => {
  it("[LT36] without noise it is the truth, whatever joins and a cold start cost on the way", () => {
    const found = known(estimate(run({ ...TRUTH, noise: 0 })));
    for (const [value, wanted] of [
      [found.perCore, 335],
      [found.low, 335],
      [found.high, 335],
      [found.coresPerPlayer, 0.002],
      [found.coresIdle, 0.03],
    ] as const) {
      assert.ok(Math.abs(value / wanted - 1) < 1e-6, `${value} for ${wanted}`);
    }
    assert.deepEqual([found.share, found.seen, found.capped], [0.7, 200, false]);
  });

  it("[LT36] the interval holds the truth in at least 9 of 10 runs whose seconds err alike", () => {
    const missed = failing(200, (seed) => {
      const { low, high } = known(estimate(run(TRUTH, { seed }), seed));
      return low <= 335 && 335 <= high;
    });
    assert.ok(missed.length <= 20, `seeds ${missed}`);
  });

  it("[LT36] the same run and seed give the same answer", () => {
    assert.deepEqual(estimate(run(TRUTH), 5), estimate(run(TRUTH), 5));
    assert.notDeepEqual(estimate(run(TRUTH), 5), estimate(run(TRUTH), 6));
  });

  it("[LT36] it never says more than twice what was seen", () => {
    const { perCore, low, high, capped, seen, curve } = known(
      estimate(run({ idle: 0.01, perClient: 0.0001, noise: 0.0005 })),
    );
    assert.deepEqual([perCore, low, high, capped, seen], [400, 400, 400, true, 200]);
    const end = curve.at(-1) ?? assert.fail();
    assert.equal(end.clients, 400);
    assert.ok(end.low <= 0.05 && 0.05 <= end.high, `${end.cores} cores, nowhere near the limit`);
  });

  it("[LT47] the curve goes through what was measured, to the capacity, bent where it is", () => {
    const { curve, perCore } = known(
      estimate(run({ idle: 0.03, perClient: 0, bend: 1e-5, noise: 0.001 })),
    );
    assert.deepEqual([curve[0]?.clients, curve.at(-1)?.clients], [0, perCore]);
    assert.ok(Math.abs((curve.at(-1)?.cores ?? 0) - 0.7) < 1e-6);
    for (const { clients, cores, low, high } of curve) {
      assert.ok(low <= cores && cores <= high);
      assert.ok(Math.abs(cores - 0.03 - 1e-5 * clients ** 2) < 0.03, `${cores} for ${clients}`);
    }
  });

  it("[LT36] where each player makes all others dearer, a line does not flatter", () => {
    // 0.03 + 0.00001 n²: 258 players at 70 %; the line through the first 200 says about 330.
    const found = known(estimate(run({ idle: 0.03, perClient: 0, bend: 1e-5, noise: 0.005 })));
    assert.ok(found.low <= 259 && found.high >= 258, JSON.stringify(found));
    assert.ok(Math.abs(found.perCore - 258.8) < 15, JSON.stringify(found));
  });

  it("[LT36] storms, cuts and restarts are not what play costs", () => {
    const calm = run({ ...TRUTH, noise: 0 });
    const phases = [...calm.phases, phase({ kind: "storm", from: 95, to: 105 })];
    const columns = {
      connected: [...calm.columns.connected, ...Array(10).fill(200)],
      joins: [...calm.columns.joins, ...Array(10).fill(0)],
      serverCores: [...calm.columns.serverCores, ...Array(10).fill(5)],
    };
    const found = known(estimate({ columns, phases, seconds: 105 }));
    assert.ok(Math.abs(found.perCore - 335) < 0.01);
  });

  it("[LT36] what cannot be told is refused, and why", () => {
    const why = (capacity: Capacity) => (capacity.known ? "known" : capacity.why);
    const good = run(TRUTH);
    const none = { ...good.columns, serverCores: Array(good.seconds).fill(null) };
    assert.equal(why(estimate({ ...good, columns: none as never })), "noServerSeries");
    assert.equal(why(estimate(run(TRUTH, { ramp: 8, hold: 10 }))), "tooShort");
    assert.equal(why(estimate(run(TRUTH, { ramp: 1, hold: 60 }))), "loadDidNotVary");
    assert.equal(why(estimate(run({ ...TRUTH, perClient: -0.001 }))), "noFit");
    assert.equal(why(estimate(run({ ...TRUTH, perClient: 0, perJoin: 0 }))), "noFit");
    assert.equal(why(estimate(run({ ...TRUTH, idle: 0.9 }))), "noFit");
    assert.equal(why(estimateCapacity(timeline(0, {}), [], 1)), "noServerSeries");
  });

  it("[LT36] gaps in what the server told are left out", () => {
    const { columns, ...others } = run({ ...TRUTH, noise: 0 });
    const serverCores = columns.serverCores.map((cores, at) => (at % 7 === 0 ? null : cores));
    const found = known(estimate({ ...others, columns: { ...columns, serverCores } as never }));
    assert.ok(Math.abs(found.perCore - 335) < 0.01);
  });
});
