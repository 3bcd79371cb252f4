import assert from "node:assert/strict";
import { decide, type Facts } from "../../../loadtest/control/verdict.ts";
import { type Judged, OBJECTIVES, type ObjectiveId } from "../../../loadtest/objectives.ts";
import type { Compared, Limiter } from "../../../loadtest/result.ts";
import { counters, figures, serverFigures } from "./support.ts";

const generator: Limiter = { kind: "generator", busy: 0.98, lateMs: 40 };
const machine: Limiter = { kind: "machine", idle: 0.01, lateMs: 40 };

const judged = (objective: ObjectiveId, given: Partial<Judged> = {}): Judged => ({
  objective,
  phase: OBJECTIVES[objective].scope === "run" ? null : 1,
  limit: 10,
  value: 5,
  ok: true,
  ...given,
});
const broken = (objective: ObjectiveId, given: Partial<Judged> = {}): Judged =>
  judged(objective, { ok: false, value: 20, ...given });
const compared = (figure: Compared["figure"], word: Compared["word"] = "worse"): Compared => ({
  ...{ figure, word, now: 2, before: 1, noise: 0.1 },
});

/** A ramp and a hold, both well; phase 1 is the hold. */
const facts = (given: Partial<Facts> = {}, doubt: Limiter | null = null): Facts => ({
  judged: [judged("failedJoins")],
  phases: [figures({ kind: "ramp" }), figures({ doubt })],
  ended: null,
  leak: { known: false, why: "tooShort" },
  baseline: null,
  knee: null,
  findsKnee: false,
  clients: 200,
  sameMachine: true,
  ...given,
});
const verdictOf = (given: Partial<Facts>, doubt: Limiter | null = null) => {
  const { verdict, exitCode } = decide(facts(given, doubt));
  assert.equal(exitCode, { pass: 0, fail: 1, inconclusive: 3 }[verdict]);
  return verdict;
};

describe("loadtest/control/verdict", () => {
  it("[LT4] all limits met is a pass, one broken a failure", () => {
    assert.equal(verdictOf({}), "pass");
    for (const objective of Object.keys(OBJECTIVES) as ObjectiveId[]) {
      const all = [judged("failedJoins"), broken(objective)];
      assert.equal(verdictOf({ judged: all }), "fail", objective);
    }
  });

  it("[LT7] [LT25] slowness is inconclusive where the generator was the limit, what is wrong stays wrong", () => {
    const slow: ObjectiveId[] = [
      ...(["patchesDelivered", "echoP95OverPingMs", "unanswered"] as const),
      ...(["reconnectP95Ms", "joinP95Ms"] as const),
    ];
    for (const objective of Object.keys(OBJECTIVES) as ObjectiveId[]) {
      const verdict = verdictOf({ judged: [broken(objective)] }, generator);
      assert.equal(verdict, slow.includes(objective) ? "inconclusive" : "fail", objective);
    }
    const both = [broken("echoP95OverPingMs"), broken("desyncs")];
    assert.equal(verdictOf({ judged: both }, generator), "fail");
  });

  it("[LT25] a full machine spoils the server's ticks too, where the server runs on it", () => {
    const all = [broken("tickOverruns")];
    assert.equal(verdictOf({ judged: all }, machine), "inconclusive");
    assert.equal(verdictOf({ judged: all, sameMachine: false }, machine), "fail");
  });

  it("[LT25] a doubt about one phase does not excuse another", () => {
    const phases = [figures({ doubt: generator }), figures()];
    assert.equal(
      verdictOf({ phases, judged: [broken("joinP95Ms", { phase: 0 })] }),
      "inconclusive",
    );
    assert.equal(verdictOf({ phases, judged: [broken("joinP95Ms", { phase: 1 })] }), "fail");
  });

  it("[LT25] who passes in spite of a slow generator has passed, unless less was sent than asked", () => {
    assert.equal(verdictOf({}, generator), "pass");
    const sent = (inputsSent: number) => {
      const late = figures({
        doubt: generator,
        counters: counters({ inputsDue: 3100, inputsOffline: 100, inputsSent }),
      });
      return verdictOf({ phases: [figures({ kind: "ramp" }), late] });
    };
    assert.deepEqual([sent(2850), sent(2849)], ["pass", "inconclusive"]);
  });

  it("[LT4] a run that was stopped has passed nothing, and one in which nothing was judged", () => {
    const ended = { why: "signal", signal: "SIGINT", second: 1 } as const;
    assert.equal(verdictOf({ ended }), "inconclusive", "the profile had more to ask");
    const [ramp, short] = [figures({ kind: "ramp" }), figures({ from: 2, to: 2.5 })];
    assert.equal(verdictOf({ phases: [ramp, short] }), "inconclusive");
    assert.equal(verdictOf({ ended, judged: [broken("errors")] }), "fail");
    const nothing = [judged("failedJoins", { value: null })];
    assert.equal(verdictOf({ judged: nothing }), "inconclusive");
  });

  it("[LT37] a leak that can neither be told nor be ruled out is inconclusive", () => {
    const all = [judged("failedJoins"), judged("leakMbPerHour", { limit: 5, value: 0 })];
    const leak = (low: number, high: number) =>
      ({ known: true, mbPerHour: (low + high) / 2, low, high, minutes: 10 }) as const;
    assert.equal(verdictOf({ judged: all, leak: leak(-51, 24) }), "inconclusive");
    assert.equal(verdictOf({ judged: all, leak: leak(-2, 5) }), "pass");
    assert.equal(verdictOf({ leak: leak(-51, 24) }), "pass", "nobody has asked for it");
    const told = [judged("failedJoins"), broken("leakMbPerHour", { limit: 5, value: 6 })];
    assert.equal(verdictOf({ judged: told, leak: leak(6, 24) }), "fail");
  });

  it("[LT4] a server that dies is a failure; a worker that dies makes it inconclusive", () => {
    const died = { how: "x", second: 1 };
    assert.equal(verdictOf({ ended: { why: "serverDied", ...died } }), "fail");
    assert.equal(verdictOf({ ended: { why: "workerDied", ...died } }), "inconclusive");
    const all = [broken("errors")];
    assert.equal(verdictOf({ ended: { why: "workerDied", ...died }, judged: all }), "fail");
  });

  it("[LT25] worse than the baseline by more than the noise is a failure, if it can be trusted", () => {
    assert.equal(verdictOf({ baseline: [compared("echoP95")] }), "fail");
    for (const word of ["same", "better", "unknown"] as const)
      assert.equal(verdictOf({ baseline: [compared("echoP95", word)] }), "pass");
    assert.equal(verdictOf({ baseline: [compared("echoP95")] }, generator), "inconclusive");
    assert.equal(verdictOf({ baseline: [compared("rssMb")] }, generator), "fail");
    assert.equal(verdictOf({ baseline: [compared("tickP99")] }, generator), "fail");
    assert.equal(verdictOf({ baseline: [compared("tickP99")] }, machine), "inconclusive");
  });

  it("[LT25] what is broken is told worst first: what is wrong, then what is slow, by how far", () => {
    const all = [
      broken("echoP95OverPingMs", { value: 20, phase: 0 }),
      broken("patchesDelivered", { value: 0.1, limit: 0.95 }),
      judged("joinP95Ms"),
      broken("desyncs"),
      broken("failedJoins"),
    ];
    assert.deepEqual(
      decide(facts({ judged: all })).broken.map(({ objective }) => objective),
      ["failedJoins", "desyncs", "patchesDelivered", "echoP95OverPingMs"],
    );
  });

  it("[LT7] the limiter is told, with its figure", () => {
    assert.deepEqual(decide(facts()).limiter, { kind: "none" });
    assert.deepEqual(decide(facts({}, machine)).limiter, machine);
    const full = figures({ server: serverFigures({ cores: 1.2 }) });
    const phases = [figures({ kind: "ramp" }), full];
    assert.deepEqual(decide(facts({ phases })).limiter, { kind: "server", busy: 1 });
    const culprit = [figures({ doubt: generator, clients: 1 }), full];
    const all = [broken("echoP95OverPingMs", { phase: 0 })];
    assert.deepEqual(decide(facts({ phases: culprit, judged: all })).limiter, generator);
  });

  describe("of a search for the knee", () => {
    const steps = [50, 75, 60].map((clients) => figures({ kind: "step", clients }));
    const search = (given: Partial<Facts>, phases = steps) =>
      verdictOf({ findsKnee: true, phases, ...given });

    it("[LT23] [LT25] a load that breaks is what was looked for, and no failure", () => {
      const all = [judged("failedJoins", { phase: 0 }), broken("failedJoins", { phase: 1 })];
      assert.equal(search({ judged: all, knee: { holds: 60, breaks: 75 } }), "pass");
      const wrong = [...all, broken("desyncs")];
      assert.equal(search({ judged: wrong, knee: { holds: 60, breaks: 75 } }), "fail");
    });

    it("[LT25] a search that ended because the bots had no time for more is inconclusive", () => {
      const all = [judged("failedJoins", { phase: 0 })];
      const knee = { holds: 75, breaks: null };
      assert.equal(search({ judged: all, knee, clients: 75 }), "pass");
      const given = { findsKnee: true, judged: all, knee, clients: 76 };
      const { verdict, limiter } = decide(facts({ ...given, phases: steps }));
      assert.deepEqual([verdict, limiter.kind], ["inconclusive", "generator"]);
    });

    it("[LT25] not even the smallest load is a failure; no knee found is inconclusive", () => {
      const all = [broken("tickOverruns", { phase: 0 })];
      assert.equal(search({ judged: all, knee: { holds: 0, breaks: 50 } }), "fail");
      assert.equal(search({ judged: [], knee: null }), "inconclusive");
    });

    it("[LT7] [LT25] a knee that is the generator's own is inconclusive", () => {
      const phases = steps.map((step) =>
        step.clients === 75 ? { ...step, doubt: generator } : step,
      );
      const knee = { holds: 60, breaks: 75 };
      const slow = [broken("echoP95OverPingMs", { phase: 1 })];
      assert.equal(search({ judged: slow, knee }, phases), "inconclusive");
      const wrong = [...slow, broken("tickOverruns", { phase: 1 })];
      assert.equal(search({ judged: wrong, knee }, phases), "pass");
      assert.deepEqual(
        decide(facts({ findsKnee: true, phases, knee, judged: slow })).limiter,
        generator,
      );
    });
  });
});
