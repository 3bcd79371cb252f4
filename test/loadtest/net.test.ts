import assert from "node:assert/strict";
import { type Flags, parseFlags } from "../../loadtest/flags.ts";
import { reportText } from "../../loadtest/report.ts";
import { type End, type Result, resultOf } from "../../loadtest/result.ts";
import { run } from "../../loadtest/run.ts";
import { Stats } from "../../loadtest/stats.ts";

const flagsOf = (...args: string[]): Flags => {
  const parsed = parseFlags(args);
  return parsed.kind === "flags" ? parsed.flags : assert.fail(JSON.stringify(parsed));
};

const end: End = {
  url: "http://127.0.0.1:1",
  tickMs: 1000 / 30,
  cutOff: 0,
  stopped: null,
  serverDied: null,
  serverTail: [],
  notes: {},
};

describe("loadtest --net", () => {
  it("[NC9] the report names the bots' line where it is not the line as it is", () => {
    const text = (...args: string[]) => reportText(resultOf(flagsOf(...args), new Stats(), end));
    assert.match(text("--net", "hotel"), /joining at 25\/s, line "hotel", seed 1/);
    assert.match(text(), /joining at 25\/s, seed 1/);
  });

  it("[NC9] bots on a far line get their answers that much later, and all stay", async function () {
    this.timeout(60_000);
    const flags = flagsOf("--net", "far", "--clients", "4", "--duration", "4", "--ramp", "20");
    const terminal = { isTTY: false, write: () => true };
    const stop = new AbortController().signal;
    const outcome = await run(flags, { stop, terminal: terminal as never, notes: {} });
    const result: Result = outcome.ran ? outcome.result : assert.fail(outcome.problem);
    assert.equal(result.net, "far");
    assert.equal(result.exitCode, 0, result.words);
    const { p50 = 0, count = 0 } = result.phases.at(-1)?.latencyMs ?? {};
    assert.ok(count > 100 && p50 > 270, `${count} answers, half of them within ${p50} ms`);
  });
});
