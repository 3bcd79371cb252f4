import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Kind } from "../../../loadtest/measure/earlier.ts";
import { TARGET, useStand } from "./stand.ts";
import { counters } from "./support.ts";

describe("loadtest/control/run", () => {
  const { out, stand } = useStand();

  it("[LT4] [LT29] plays the profile, judges it and writes three reports, the page named first", async () => {
    const { crew, play, said } = stand();
    const outcome = await play("--clients", "4");
    if (!outcome.ran) return assert.fail(outcome.problems.join());
    assert.equal(outcome.result.verdict, "pass");
    assert.deepEqual(crew.told, [
      ...["mark 0", "fill 4 at 10", "mark 0", "mark 1", "fill 4 at 500", "mark 1", "quit"],
    ]);
    const names = ["report.html", "junit.xml", "report.json"];
    assert.deepEqual(outcome.written, {
      paths: names.map((name) => path.join(out(), name)),
      problems: [],
    });
    const text = await readFile(path.join(out(), "report.json"), "utf8");
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(outcome.result)));
    assert.equal(said.at(-1), "watch stopped");
  });

  it("[LT29] a report that cannot be made costs its own file, never the verdict", async () => {
    const html = () => Promise.reject(new Error("no fonts"));
    const { play } = stand({ render: { text: () => "", html, junit: () => "<junit/>" } });
    const outcome = await play();
    if (!outcome.ran) return assert.fail(outcome.problems.join());
    assert.equal(outcome.result.exitCode, 0);
    assert.deepEqual(outcome.written.problems, [
      `${path.join(out(), "report.html")} was not written: no fonts`,
    ]);
    assert.deepEqual((await readdir(out())).sort(), ["junit.xml", "report.json"]);
  });

  it("[LT29] a folder that cannot be written is known before the run; an unused one is not left", async () => {
    const file = path.join(path.dirname(out()), "file");
    await writeFile(file, "");
    const first = stand();
    const problems = await first.problemsOf("--out", path.join(file, "x"));
    assert.match(problems.join(), /^--out: cannot write to .*file.x \(ENOTDIR\)$/);
    const itself = await first.problemsOf("--out", file);
    assert.match(itself.join(), /^--out: cannot write to .*file \(EEXIST\)$/);
    if (existsSync("/proc/self")) {
      const nowhere = await first.problemsOf("--out", "/proc/reports/of-today");
      assert.match(nowhere.join(), /^--out: cannot write to .*of-today \(E[A-Z]+\)$/);
    }
    assert.deepEqual(first.plans, []);
    const startCrew = async () => ({ ok: false, problem: "worker 0 died" }) as const;
    assert.deepEqual(await stand({ startCrew }).problemsOf(), ["worker 0 died"]);
    assert.equal(existsSync(out()), false);
  });

  it("[LT29] the report's command repeats the run, with its seed", async () => {
    const args = ["--out", "x", "--slo", "errors=1,a b", "--json", "--mix=player=1"];
    const { resultOf } = stand({ args });
    const { run: facts } = await resultOf();
    assert.equal(facts.command, "npm run loadtest -- --slo 'errors=1,a b' --mix=player=1 --seed 1");
  });

  it("[LT1] what is wrong in files and flags is told together, and no server is sought", async () => {
    const takeAim = () => assert.fail("sought");
    const loadScenario = async () => ({ ok: false, problems: ["my.ts: no room"] }) as const;
    const readBaseline = async () => ({ ok: false, problems: ["old.json is no report"] }) as const;
    const { problemsOf } = stand({ takeAim, loadScenario, readBaseline });
    assert.deepEqual(
      await problemsOf(
        ...["--scenario", "my.ts", "--slo", "erors=1", "--baseline", "old.json"],
        ...["--profile", "stress", "--abort-on-fail", "--out", "/dev/null/x"],
      ),
      [
        "--profile stress looks for what breaks: leave --abort-on-fail out",
        '--slo: "erors" is no objective, did you mean "errors"?',
        "my.ts: no room",
        "--out: cannot write to /dev/null/x (ENOTDIR)",
        "--baseline: old.json is no report",
      ],
    );
    assert.deepEqual(await stand({ takeAim }).problemsOf("--game", "aerna"), [
      '--game: "aerna" is no game, did you mean "arena"?',
    ]);
    assert.deepEqual(
      await stand({ takeAim }).problemsOf("--profile", "chaos", "--url", "http://h"),
      ["--profile chaos kills the server: it starts its own, leave --url out"],
    );
  });

  it("[LT22] a soak too short to say anything is refused", async () => {
    const soak = (duration: string) => ["--profile", "soak", "--duration", duration];
    assert.deepEqual(await stand().problemsOf(...soak("599")), [
      "--profile soak tells nothing in less than 10 minutes",
    ]);
    const { leak } = await stand().resultOf(...soak("10m"));
    assert.deepEqual(leak, { known: false, why: "tooShort" }, "of what the stand measures");
  });

  it("[LT21] a token that is no header is refused without telling it", async () => {
    const takeAim = () => assert.fail("sought");
    const env = { LOADTEST_TOKEN: `${"s".repeat(32)}\n` };
    const [problem = "", ...more] = await stand({ takeAim, env }).problemsOf("--url", TARGET.url);
    assert.match(problem, /^LOADTEST_TOKEN must have .* without a space or a line break/);
    assert.ok(!problem.includes("sss") && more.length === 0);
    assert.equal((await stand({ env }).play()).ran, true, "without --url it is not used");
  });

  it("[LT28] more inputs a second than the cap are refused in words", async () => {
    const { problemsOf } = stand();
    const all = ["--profile", "plateau", "--clients", "5000", "--mix", "flooder"];
    assert.deepEqual(await problemsOf(...all), [
      "5000 such clients send 1,500,000 inputs a second; the most is 200,000",
    ]);
    assert.deepEqual(await problemsOf("--clients", "2", "--rooms", "3"), [
      "--rooms 3 are more than the 2 clients that come",
    ]);
  });

  it("[LT21] another's server needs the name of a room type", async () => {
    const target = { ...TARGET, ours: false, pass: undefined, build: "" };
    const takeAim = async () => ({ ok: true, target }) as const;
    const url = ["--url", TARGET.url];
    assert.match(
      (await stand({ takeAim }).problemsOf(...url)).join(),
      /name the room type with --game/,
    );
    const byName = stand({ takeAim });
    const { run: facts } = await byName.resultOf(...url, "--game", "soccer");
    assert.deepEqual([facts.ours, facts.room, facts.mix], [false, "soccer", { player: 1 }]);
    assert.equal(byName.plans[0]?.game, undefined);
    const byScenario = stand({ takeAim });
    await byScenario.resultOf(...url, "--scenario", "my.ts");
    const { room, tickMs, scenario } = byScenario.plans[0] ?? assert.fail();
    assert.deepEqual([room, tickMs, scenario], ["mine", 100, path.resolve("my.ts")]);
  });

  it("[LT22] rooms of their own are just as large as needed, and no server bots fill them", async () => {
    const { plans, resultOf } = stand();
    await resultOf("--profile", "one-room", "--clients", "300", "--workers", "3");
    const { rooms, roomOptions, workers } = plans[0] ?? assert.fail();
    assert.deepEqual([rooms, workers], [1, 3]);
    assert.deepEqual(roomOptions, { seats: 300, fill: 0, idleSeconds: 600 });
  });

  it("[LT9] Ctrl-C: all leave, and what was measured is in the reports", async () => {
    const { clock, crew, stop, leave, resultOf } = stand();
    clock.after(10_000, () => stop.abort("SIGINT"));
    clock.after(11_000, () => leave({ rooms: 1, clients: 2, connections: 9 }));
    const result = await resultOf();
    assert.deepEqual(result.ended, { why: "signal", signal: "SIGINT", second: 10 });
    assert.equal(result.verdict, "inconclusive");
    assert.ok(
      result.judged.some(({ value, ok }) => value !== null && ok),
      "what was measured",
    );
    assert.equal(crew.told.at(-1), "quit");
    assert.ok(existsSync(path.join(out(), "report.json")));
  });

  it("[LT9] a worker that dies: inconclusive, with a report", async () => {
    const { clock, crew, resultOf } = stand();
    clock.after(5000, () => crew.die("worker 1 died (SIGKILL)"));
    const { verdict, exitCode, ended } = await resultOf();
    const how = "worker 1 died (SIGKILL)";
    assert.deepEqual([verdict, exitCode], ["inconclusive", 3]);
    assert.deepEqual(ended, { why: "workerDied", how, second: 5 });
  });

  it("[LT24] --slo goes before all else", async () => {
    const { books, resultOf } = stand();
    books.total_ = { ...books.total_, counters: counters({ errors: 2 }) };
    assert.equal((await resultOf()).verdict, "fail");
    assert.equal((await resultOf("--slo", "errors=1", "--slo", "errors=2")).verdict, "pass");
  });

  it("[LT38] a baseline of another kind is refused before anybody joins", async () => {
    const kinds: Partial<Kind>[] = [];
    const { problemsOf, plans } = stand({
      readBaseline: async (_paths, kind) => {
        kinds.push(kind);
        return kind.mix ? { ok: false, problems: ["its mix is x"] } : { ok: true, runs: [] };
      },
    });
    const url = ["--url", TARGET.url];
    assert.deepEqual(await problemsOf("--baseline", "a", ...url), ["--baseline: its mix is x"]);
    const known: Partial<Kind> = {
      ...{ profile: "smoke", scenario: null, room: "arena", rooms: null, clients: 20 },
      ...{ phaseSeconds: 20, net: "good", cpu: "", cores: 2 },
    };
    assert.deepEqual(kinds, [known, { ...known, mix: { player: 17, chatterer: 2, idler: 1 } }]);
    assert.deepEqual(plans, []);
    kinds.length = 0;
    const takeAim = () => assert.fail("sought");
    const other = stand({
      takeAim,
      readBaseline: async (_paths, kind) => {
        kinds.push(kind);
        return { ok: false, problems: ["its line is 3g"] };
      },
    });
    const asked = ["--game", "board", "--mix", "player", "--rooms", "2", "--net", "far"];
    assert.deepEqual(await other.problemsOf("--baseline", "a", ...url, ...asked), [
      "--baseline: its line is 3g",
    ]);
    const named: Partial<Kind> = {
      ...known,
      room: "board",
      rooms: 2,
      net: "far",
      mix: { player: 1 },
    };
    assert.deepEqual(kinds, [named], "with a room type and a mix all is known without a server");
  });
});
