import assert from "node:assert/strict";
import { demandsOf } from "../../../loadtest/report/closeness.ts";
import { judged } from "./support/figures.ts";

describe("loadtest/report/closeness", () => {
  const told = (...all: Parameters<typeof judged>[]) =>
    demandsOf(all.map((one) => judged(...one))).map(({ judged: { value, phase }, of }) => [
      value,
      phase,
      of,
    ]);

  it("[LT63] of phases that all met an objective, the one that came closest stands for all", () => {
    const delivered = (value: number | null, phase: number) =>
      ["patchesDelivered", value, 0.95, { phase }] as const;
    assert.deepEqual(
      told([...delivered(0.99, 1)], [...delivered(0.96, 3)], [...delivered(null, 5)]),
      [[0.96, 3, 2]],
    );
    assert.deepEqual(
      told(["failedJoins", 0, 0, { phase: 0 }], ["failedJoins", 0, 0, { phase: 1 }]),
      [[0, 0, 2]],
    );
  });

  it("[LT63] every broken one stands for itself and comes first, what was not judged last", () => {
    const echo = (value: number | null, phase: number, limit = 120) =>
      ["echoP95OverPingMs", value, limit, { phase, ok: value === null || value <= limit }] as const;
    assert.deepEqual(
      told(["tickP99Ms", null, 9], [...echo(20, 1)], [...echo(130, 2)], [...echo(140, 3)]),
      [
        [130, 2, 1],
        [140, 3, 1],
        [20, 1, 1],
        [null, null, 1],
      ],
    );
    assert.deepEqual(
      told([...echo(20, 1)], [...echo(200, 2, 300)]),
      [
        [20, 1, 1],
        [200, 2, 1],
      ],
      "another limit is another demand",
    );
  });
});
