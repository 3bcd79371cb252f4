import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Percentiles } from "../../../loadtest/figures.ts";
import {
  type Comparable,
  compare,
  noiseOf,
  readBaseline,
} from "../../../loadtest/measure/baseline.ts";
import type { Result } from "../../../loadtest/result.ts";
import { normal } from "./support/random.ts";
import { phase } from "./support/runs.ts";

const KIND = { profile: "smoke", room: "arena", clients: 20 };

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
function run(echo: number, { join: joinMs = 10, rss = 100, kind = KIND } = {}): Result {
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
  return { format: 1, run: kind, phases } as unknown as Result;
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
      assert.ok(read.problem.startsWith(`${path} `), read.problem);
      return read.problem.slice(path.length + 1);
    };
    assert.equal(await problem("{"), "is no JSON");
    assert.match(await problem({ ...run(1), format: 2 }), /^is no report .*\(format: /);
    assert.match(await problem({ format: 1 }), /^is no report .*\(run: /);
    assert.match(await problem([]), /^is no report /);
    assert.match(
      await problem({ ...run(1), phases: [{ kind: "rest" }] }),
      /^is no report .*\(phases\.0\.kind: /,
    );
    const missing = await readBaseline([join(await folder, "none.json")]);
    assert.ok(!missing.ok && missing.problem.endsWith("none.json cannot be read (ENOENT)"));
  });

  it("[LT38] another profile, room or size is no baseline, and all that differs is named", async () => {
    const path = await put(
      "other.json",
      run(1, { kind: { ...KIND, room: "sketch", clients: 50 } }),
    );
    const read = await readBaseline([path], KIND);
    assert.deepEqual(read, {
      ok: false,
      problem: `${path} is no baseline for this: its room is sketch, not arena, its clients is 50, not 20`,
    });
    const mixed = await readBaseline([path, await put("one.json", run(1))]);
    assert.ok(!mixed.ok, "nor are two that differ from each other");
    assert.deepEqual(compare(run(1), [run(1, { kind: { ...KIND, clients: 50 } })]), []);
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
