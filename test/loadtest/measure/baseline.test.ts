import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Percentiles } from "../../../loadtest/figures.ts";
import { type Comparable, compare, noiseOf } from "../../../loadtest/measure/baseline.ts";
import { type Kind, readBaseline } from "../../../loadtest/measure/earlier.ts";
import type { Result } from "../../../loadtest/result.ts";
import { normal } from "./support/random.ts";
import { phase } from "./support/runs.ts";

const KIND: Kind = {
  ...{ profile: "smoke", scenario: null, room: "arena", rooms: null, clients: 20 },
  ...{ phaseSeconds: 20, mix: { player: 17, chatterer: 2, idler: 1 }, net: "good" },
  ...{ cpu: "AMD EPYC 7B13", cores: 2 },
};

const all = (ms: number): Percentiles => ({
  count: 100,
  p50: ms,
  p90: ms,
  p95: ms,
  p99: ms,
  p999: ms,
  max: ms,
});

/** A run whose hold had this for its echo, and this for its joins. */
let runs = 0;
function run(
  echo: number,
  { join: joinMs = 10, rss = 100, kind = KIND, verdict = "pass" } = {},
): Result {
  const { distributions } = phase({});
  const joins = { join: all(joinMs) };
  const server = {
    cores: 0.5,
    cpuMsPerClientSecond: 2,
    eventLoopP99Ms: 1,
    tickP50Ms: 1,
    tickP99Ms: 3,
    ticks: 100,
    overruns: 0,
    gcMsPerSecond: 1,
    rssBytes: rss * 1e6,
    heapBytes: 1,
  };
  const phases = [
    phase({ kind: "ramp", to: 5, distributions: { ...distributions, ...joins, echo: all(999) } }),
    phase({
      from: 5,
      to: 30,
      distributions: { ...distributions, echo: all(echo) },
      bytes: { in: 1000, out: 100 },
      server,
    }),
  ];
  const facts = { ...kind, startedAt: `2026-11-23T20:00:00.${runs++}Z`, seed: 1 };
  return { format: 1, verdict, run: facts, machine: kind, phases } as unknown as Result;
}

const wordOf = (now: Comparable, before: readonly Result[], figure: string) =>
  compare(now, before).find((compared) => compared.figure === figure)?.word;

describe("loadtest/measure/baseline", () => {
  const folder = mkdtemp(join(tmpdir(), "baseline-"));
  after(async () => rm(await folder, { recursive: true }));
  const put = async (name: string, content: unknown) => {
    const path = join(await folder, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("[LT38] reports are read, by path or by the folder that they lie in", async () => {
    const paths = [await put("one.json", run(20)), await put("report.json", run(21))];
    const read = await readBaseline([paths[0] ?? "", await folder], KIND);
    assert.ok(read.ok);
    assert.deepEqual(
      read.runs.map(({ phases }) => phases[1]?.distributions.echo?.p50),
      [20, 21],
    );
  });

  it("[LT38] what is no report is refused in words that name the file", async () => {
    const problem = async (content: unknown) => {
      const path = await put("bad.json", content);
      const read = await readBaseline([path], KIND);
      assert.ok(!read.ok);
      const [told = "", ...more] = read.problems;
      assert.ok(told.startsWith(`${path} `) && more.length === 0, told);
      return told.slice(path.length + 1);
    };
    assert.equal(await problem("{"), "is no JSON");
    assert.match(await problem({ ...run(1), format: 2 }), /^is no report .*\(format: /);
    assert.match(await problem({ format: 1 }), /^is no report .*\(run: /);
    assert.match(await problem([]), /^is no report /);
    assert.match(
      await problem({ ...run(1), phases: [{ kind: "rest" }] }),
      /^is no report .*\(phases\.0\.kind: /,
    );
    const edited = (more: object) =>
      problem({ ...run(1), phases: [{ ...run(1).phases[1], ...more }] });
    assert.match(await problem({ ...run(1), phases: [] }), /\(phases: the load stayed in none\)$/);
    assert.match(await edited({ kind: "ramp" }), /\(phases: the load stayed in none\)$/);
    assert.match(await edited({ bytes: { in: -1, out: 1 } }), /\(phases\.0\.bytes\.in: .*>=0\)$/);
    const endless = JSON.stringify(run(1)).replace('"p95":999', '"p95":1e999');
    assert.match(await problem(endless), /\(phases\.0\.distributions\.echo\.p95: /);
    const { distributions } = phase({});
    assert.equal(
      await edited({ distributions, bytes: null, server: null }),
      "has nothing to compare",
    );
    const missing = await readBaseline([join(await folder, "none.json")], KIND);
    assert.ok(!missing.ok && missing.problems[0]?.endsWith("none.json cannot be read (ENOENT)"));
  });

  const problemsOf = async (paths: readonly string[], kind: Partial<Kind> = KIND) => {
    const read = await readBaseline(paths, kind);
    return read.ok ? assert.fail("no problem") : read.problems;
  };

  it("[LT38] a run of another kind or machine is no baseline, and all that differs is named", async () => {
    const kind: Kind = {
      ...{ profile: "plateau", scenario: "my.ts", room: "sketch", rooms: 3, clients: 50 },
      ...{ phaseSeconds: 60, mix: { player: 9, idler: 1 }, net: "3g", cpu: "M4", cores: 8 },
    };
    const paths = [await put("other.json", run(1, { kind })), await put("bad.json", "{")];
    const differences = [
      "profile is plateau, not smoke",
      "scenario is my.ts, not none",
      "room type is sketch, not arena",
      "number of rooms is 3, not none",
      "number of clients is 50, not 20",
      "duration in seconds is 60, not 20",
      "mix is player 90 %, idler 10 %, not player 85 %, idler 5 %, chatterer 10 %",
      "line is 3g, not good",
      "CPU is M4, not AMD EPYC 7B13",
      "number of cores is 8, not 2",
    ];
    assert.deepEqual(await problemsOf(paths), [
      ...differences.map((one) => `${paths[0]} is no baseline for this: its ${one}`),
      `${paths[1]} is no JSON`,
    ]);
  });

  it("[LT38] shares in other words and a path in others are the same; what is not known yet is not compared", async () => {
    const mix = { idler: 5, player: 85, chatterer: 10, flooder: 0 };
    const kind: Kind = { ...KIND, mix, scenario: "./bots/../my.ts" };
    const path = await put("same.json", run(1, { kind }));
    assert.equal((await readBaseline([path], { ...KIND, scenario: "my.ts" })).ok, true);
    const { mix: _, ...known } = { ...KIND, scenario: "my.ts" };
    const other = await put("mix.json", run(1, { kind: { ...kind, mix: { player: 1 } } }));
    assert.equal((await readBaseline([other], known)).ok, true);
  });

  it("[LT38] a report counts once, and only a run that passed is a baseline", async () => {
    const one = run(1);
    const paths = [await put("a.json", one), await put("copy.json", one)];
    assert.deepEqual(await problemsOf([...paths, paths[0] ?? ""]), [
      `${paths[1]} is given twice`,
      `${paths[0]} is given twice`,
    ]);
    const failed = await put("failed.json", run(1, { verdict: "fail" }));
    assert.deepEqual(await problemsOf([failed]), [
      `${failed} is no baseline for this: its verdict is fail, not pass`,
    ]);
  });

  it("[LT38] figures are the median's of the phase that held, joins those of where they were", () => {
    const found = compare(run(22, { join: 12 }), [run(20), run(24), run(21)]);
    const of = (figure: string) => found.find((compared) => compared.figure === figure);
    assert.deepEqual([of("echoP95")?.now, of("echoP95")?.before], [22, 21]);
    assert.deepEqual([of("joinP95")?.now, of("joinP95")?.before], [12, 10]);
    assert.deepEqual([of("rssMb")?.now, of("bytesIn")?.now, of("tickP99")?.now], [100, 1000, 3]);
    assert.equal(found.length, 8);
  });

  it("[LT38] one or two runs say nothing about noise, hence nothing about a difference", () => {
    for (const before of [[run(20)], [run(20), run(21)]]) {
      assert.equal(wordOf(run(500), before, "echoP95"), "unknown");
      assert.equal(compare(run(500), before)[0]?.noise, null);
    }
  });

  it("[LT38] with three: less is better, more is worse, and 3 % is no news however alike they were", () => {
    const before = [run(20), run(20), run(20)];
    const words = [19.3, 19.5, 20, 20.5, 20.7].map((echo) => wordOf(run(echo), before, "echoP99"));
    assert.deepEqual(words, ["better", "same", "same", "same", "worse"]);
  });

  it("[LT38] what was not measured, now or then, is not compared", () => {
    const bare = { ...run(20), phases: [phase({ to: 5 })] };
    assert.deepEqual(compare(bare, [run(20), run(20), run(20)]), []);
    assert.deepEqual(compare(run(20), [bare]), []);
    assert.deepEqual(compare(run(20), []), []);
    assert.deepEqual(compare({ ...bare, phases: [] }, [run(20)]), []);
  });

  it("[LT38] about one in a hundred runs like the others is called worse", () => {
    const rng = { rng: 99 };
    for (const runs of [3, 5, 10]) {
      const draw = () => 100 + 10 * normal(rng);
      let worse = 0;
      for (let trial = 0; trial < 5000; trial++) {
        const before = Array.from({ length: runs }, draw);
        const middle = [...before].sort((a, b) => a - b)[runs >> 1] as number;
        if (draw() > middle + (noiseOf(before) ?? 0)) worse++;
      }
      assert.ok(worse / 5000 < 0.02, `${worse} of 5000 with ${runs} runs`);
      assert.ok(worse > 5, "nor is the band so wide that nothing is ever worse");
    }
  });
});
