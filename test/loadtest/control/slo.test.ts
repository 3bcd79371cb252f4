import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { judgePhase, judgeRun } from "../../../loadtest/control/judge.ts";
import { limitsOf, readSlo } from "../../../loadtest/control/slo.ts";
import type { ObjectiveId } from "../../../loadtest/objectives.ts";
import { slo } from "../../../loadtest/slo.ts";
import { counters, distributions, figures, percentiles, serverFigures } from "./support.ts";

const stop = new AbortController().signal;
const problemsOf = async (text: string) => {
  const read = await readSlo(text, stop);
  return read.ok ? assert.fail("no problem") : read.problems;
};
const NOTHING = {
  ours: true,
  stuck: 0,
  cutOff: 0,
  awaited: null,
} as const;

describe("loadtest limits", () => {
  it("[LT24] a limit can be set for all phases, for one kind, in per cent, and taken away", async () => {
    const read = await readSlo(
      "errors=3, storm.echoP95OverPingMs=250,tickOverruns=2%,desyncs=off",
      stop,
    );
    assert.deepEqual(read, {
      ok: true,
      slo: {
        errors: 3,
        tickOverruns: 0.02,
        desyncs: null,
        phases: { storm: { echoP95OverPingMs: 250 } },
      },
    });
  });

  it("[LT24] what is misspelt is named, all of it, with the right word", async () => {
    assert.deepEqual(await problemsOf("eror=1,strom.errors=1,hold.desyncs=0,lostStays=few"), [
      '--slo: "eror" is no objective, did you mean "errors"?',
      '--slo: lostStays must be a number from 0 or off, not "few"',
      '--slo: "strom" is no kind of phase, did you mean "storm"?',
      "--slo: hold.desyncs: it is judged over the whole run, not by phase",
    ]);
    assert.deepEqual(await problemsOf("patchesDelivered=95"), [
      '--slo: patchesDelivered must be a number from 0 to 1 (or in %) or off, not "95"',
    ]);
    assert.match((await problemsOf("errors"))[0] ?? "", /neither objective=limit nor a file, did/);
  });

  it("[LT24] a slip is never taken for something else, and all of them are named", async () => {
    const slips = [
      ...["errors=1=2", "storm.joinP95Ms.x=4", "tickOverruns=1.2.3%", "echoP95OverPingMs=80%"],
      ...["desyncs=1", "desyncs=0", "hold.joinP95Ms=1", "hold.joinP95Ms = 2", "joinP95Ms=3"],
      ...["hiddenSeen", "", "failedJoins=", ".errors=1", "phases=1", "__proto__=1"],
      "__proto__.errors=1",
    ];
    const problems = await problemsOf(slips.join(","));
    assert.deepEqual(
      problems.map((problem) => problem.replace(/; there are .*/, "")),
      [
        '--slo: "errors=1=2" is not objective=limit',
        '--slo: "storm.joinP95Ms.x=4" is not objective=limit',
        "--slo: desyncs is given twice",
        "--slo: hold.joinP95Ms is given twice",
        '--slo: "hiddenSeen" is not objective=limit',
        '--slo: "" is not objective=limit',
        '--slo: ".errors=1" is not objective=limit',
        '--slo: "phases" is no objective',
        '--slo: tickOverruns must be a number from 0 to 1 (or in %) or off, not "1.2.3%"',
        '--slo: echoP95OverPingMs must be a number from 0 or off, not "80%"',
        '--slo: failedJoins must be a number from 0 or off, not ""',
        '--slo: "__proto__" is no objective',
        '--slo: "__proto__" is no kind of phase',
      ],
    );
  });

  it("[LT24] limits come from a TypeScript file too, with the same checks", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "slo-"));
    const file = async (name: string, text: string) => {
      await writeFile(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const good = await file("good.ts", "export const slo: object = { joinP95Ms: 900 };");
    assert.deepEqual(await readSlo(good, stop), { ok: true, slo: { joinP95Ms: 900 } });
    const typo = await file("typo.ts", "export const slo = { joinP95: 900 };");
    assert.deepEqual(await problemsOf(typo), [
      `${typo}: "joinP95" is no objective, did you mean "joinP95Ms"?`,
    ]);
    const empty = await file("empty.ts", "export const other = 1;");
    assert.deepEqual(await problemsOf(empty), [`${empty}: does not export \`slo\``]);
    const broken = await file("broken.ts", "export const slo = {");
    assert.match((await problemsOf(broken))[0] ?? "", /broken\.ts: cannot be loaded: /);
    await rm(folder, { recursive: true });
  });

  it("[LT24] the profile's limits go before the defaults', the command line's before both", () => {
    const layers = [{ errors: 0, lostStays: 0 }, { errors: null }, { lostStays: 4 }];
    assert.deepEqual(limitsOf(layers, "run"), { errors: null });
    assert.deepEqual(limitsOf(layers, "hold"), { lostStays: 4 });
  });

  it("[LT24] a limit for a kind of phase goes before one for all", () => {
    const layers = [{ lostStays: 0, phases: { restart: { lostStays: null } } }, { lostStays: 2 }];
    assert.deepEqual(limitsOf(layers, "hold"), { lostStays: 2 });
    assert.deepEqual(limitsOf(layers, "restart"), { lostStays: null });
  });

  it("[LT24] while clients come and go, joins and stays are judged, and what somebody names", () => {
    assert.deepEqual(limitsOf([slo], "ramp"), { failedJoins: 0, lostStays: 0 });
    const named = [slo, { phases: { ramp: { echoP95OverPingMs: 300 } } }];
    assert.equal(limitsOf(named, "ramp").echoP95OverPingMs, 300);
    assert.equal(limitsOf([slo], "hold").echoP95OverPingMs, 120);
  });
});

describe("loadtest judgement", () => {
  const valueIn = (objective: ObjectiveId, given: Parameters<typeof figures>[0], context = {}) => {
    const layers = [{ [objective]: 0 }];
    return judgePhase(layers, 0, figures(given), { ...NOTHING, ...context })[0]?.value;
  };

  it("[LT24] a phase's figures are what they say", () => {
    const many = counters({ joinsFailed: 2, endings: 3, patches: 90, patchesDue: 100 });
    assert.equal(valueIn("failedJoins", { counters: many }, { stuck: 4 }), 6);
    assert.equal(valueIn("lostStays", { counters: many }, { cutOff: 1 }), 4);
    assert.equal(valueIn("patchesDelivered", { counters: many }), 0.9);
    const another = { ours: false };
    assert.equal(
      valueIn("patchesDelivered", { counters: many }, another),
      null,
      "its rate is its own",
    );
    const slow = distributions({ echo: percentiles(150), overLine: percentiles(140) });
    assert.equal(valueIn("echoP95OverPingMs", { distributions: slow }), 140);
    const silent = counters({ inputsSent: 400, unanswered: 100 });
    assert.equal(valueIn("unanswered", { counters: silent }), 0.25);
    const server = serverFigures({ ticks: 200, overruns: 5, tickP99Ms: 31 });
    assert.equal(valueIn("tickOverruns", { server }), 0.025);
    const still = serverFigures({ ticks: 20, overruns: 300 });
    assert.equal(
      valueIn("tickOverruns", { server: still }),
      1,
      "it was still for most of the time",
    );
    assert.equal(valueIn("tickP99Ms", { server }), 31);
    const joins = distributions({ join: percentiles(18), matchmake: percentiles(5) });
    assert.equal(valueIn("joinP95Ms", { distributions: joins }), 18);
  });

  it("[LT24] where stays may end, whoever is not back is lost", () => {
    assert.equal(valueIn("lostStays", { connectedMax: 8 }, { awaited: 10 }), 2);
    assert.equal(valueIn("lostStays", { connectedMax: 8 }), 0);
  });

  it("[LT24] what was not measured is null, and neither passes nor fails", () => {
    const layers = [{ tickOverruns: 0, reconnectP95Ms: 1, patchesDelivered: 1 }];
    const nothing = figures({ server: null, counters: counters(), distributions: distributions() });
    const judged = judgePhase(layers, 3, nothing, NOTHING);
    assert.deepEqual(
      judged.map(({ value, ok, phase }) => ({ value, ok, phase })),
      Array.from({ length: 3 }, () => ({ value: null, ok: true, phase: 3 })),
    );
    const leak = { known: false, why: "noServerSeries" } as const;
    const run = judgeRun([slo], { counters: counters(), leftBehind: null, leak });
    const values = Object.fromEntries(run.map(({ objective, value }) => [objective, value]));
    assert.deepEqual(values, {
      errors: 0,
      desyncs: null,
      messagesLostOrTwice: null,
      hiddenSeen: null,
      leftBehind: null,
    });
  });

  it("[LT24] the limit itself is met; leaks count by the lower end of what is known", () => {
    const at = (limit: number) => judgePhase([{ tickP99Ms: limit }], 0, figures(), NOTHING)[0]?.ok;
    assert.deepEqual([at(4), at(3.9)], [true, false]);
    const delivered = (limit: number) =>
      judgePhase([{ patchesDelivered: limit }], 0, figures(), NOTHING)[0]?.ok;
    assert.deepEqual([delivered(1), delivered(0.5)], [true, true]);
    const leak = { known: true, mbPerHour: 9, low: 4, high: 14, minutes: 30 } as const;
    const facts = { counters: counters({ errors: 2 }), leftBehind: null, leak };
    assert.deepEqual(
      judgeRun([{ leakMbPerHour: 5, errors: 1 }], facts).map(({ value, ok }) => [value, ok]),
      [
        [2, false],
        [4, true],
      ],
    );
  });
});
