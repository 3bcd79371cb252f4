import assert from "node:assert/strict";
import { type Facts, judge } from "../../loadtest/verdict.ts";

const clean: Facts = {
  asked: 50,
  joined: 50,
  failed: {},
  endings: {},
  cutOff: 0,
  errors: {},
  drops: 0,
  reconnects: 0,
  bottleneck: false,
  stopped: null,
  serverDied: null,
  latencyMs: { count: 9, p50: 17, p95: 32.4, p99: 40, max: 60 },
};
const words = (facts: Partial<Facts>) => judge({ ...clean, ...facts }).words;

describe("loadtest/verdict", () => {
  it("[LT4] passes with exit code 0 when everyone joined and stayed", () => {
    const verdict = judge(clean);
    assert.deepEqual(verdict, {
      pass: true,
      words: "PASS: 50 of 50 joined; input to state p95 32 ms",
      exitCode: 0,
    });
  });

  it("[LT4] a failed join fails the test, by its reasons", () => {
    const failed = { "join/full": 3, "join/unreachable": 1 };
    const verdict = judge({ ...clean, joined: 46, failed });
    assert.equal(verdict.exitCode, 1);
    assert.equal(
      verdict.words,
      "FAIL: 4 joins failed: join/full ×3, join/unreachable ×1; 46 of 50 joined; input to state p95 32 ms",
    );
  });

  it("[LT4] fewer than asked is a failure even when no join failed", () => {
    assert.equal(
      words({ joined: 23, stopped: "stopped by SIGINT after 1.2 s" }),
      "FAIL: 27 clients never got to join; 23 of 50 joined; input to state p95 32 ms; stopped by SIGINT after 1.2 s",
    );
  });

  it("[LT4] a run that was stopped after everyone had joined may pass", () => {
    assert.equal(
      words({ stopped: "stopped by SIGINT after 7.0 s" }),
      "PASS: 50 of 50 joined; input to state p95 32 ms; stopped by SIGINT after 7.0 s",
    );
  });

  it("[LT4] what no player should see fails the test", () => {
    const cases: [Partial<Facts>, string][] = [
      [{ endings: { flooding: 1 } }, "FAIL: 1 stay ended early: flooding ×1;"],
      [{ cutOff: 2 }, "FAIL: 2 clients were cut off at the end;"],
      [{ errors: { "frame/undecodable": 4 } }, "FAIL: errors: frame/undecodable ×4;"],
      [{ serverDied: "the server died (SIGKILL) after 3.0 s" }, "FAIL: the server died (SIGKILL)"],
    ];
    for (const [facts, start] of cases) {
      assert.ok(words(facts).startsWith(start), words(facts));
      assert.equal(judge({ ...clean, ...facts }).exitCode, 1);
    }
  });

  it("[LT4] a drop that was restored is told, and passes", () => {
    assert.equal(
      words({ drops: 8, reconnects: 8 }),
      "PASS: 50 of 50 joined; input to state p95 32 ms; 8 drops, 8 came back",
    );
  });

  it("[LT7] a latency that the generator spoiled is called doubtful in the same line", () => {
    assert.match(words({ bottleneck: true }), /p95 32 ms; doubtful, the generator fell behind$/);
  });

  it("[LT4] says so when nothing was measured", () => {
    assert.ok(words({ latencyMs: null }).endsWith("no input was answered"));
  });
});
