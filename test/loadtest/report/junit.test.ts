import assert from "node:assert/strict";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { renderJunit } from "../../../loadtest/report/junit.ts";
import type { Result } from "../../../loadtest/result.ts";
import { aborted, failed, hostile, inconclusive, SAMPLES } from "./sample.ts";

const LISTS = new Set(["testsuite", "testcase"]);

function parsed(result: Result): any {
  const xml = renderJunit(result);
  assert.equal(XMLValidator.validate(xml), true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => LISTS.has(name),
  });
  return parser.parse(xml).testsuites;
}

const suiteOf = (root: any, name: string) =>
  root.testsuite.find((suite: any) => suite.name === name) ?? assert.fail(`no suite ${name}`);

describe("loadtest/report/junit", () => {
  it("[LT42] has a suite per phase and one for the run, a case per objective", () => {
    const root = parsed(failed());
    assert.deepEqual(
      root.testsuite.map((suite: any) => [suite.name, suite.tests, suite.failures, suite.skipped]),
      [
        ["1 ramp 200", "1", "1", "0"],
        ["2 hold 200", "2", "2", "0"],
        ["run", "4", "0", "1"],
      ],
    );
    assert.deepEqual([root.tests, root.failures, root.errors, root.skipped], ["7", "3", "0", "1"]);
    const [echo] = suiteOf(root, "2 hold 200").testcase;
    assert.equal(echo.time, "50.000");
    assert.deepEqual(echo.failure, {
      message:
        "Input to state p95 was 183 ms above the round trip, limit 120 ms, in the hold of 200 clients.",
      type: "echoP95OverPingMs",
    });
  });

  it("[LT42] what could not be judged is skipped; the verdict is the run's output", () => {
    const run = suiteOf(parsed(failed()), "run");
    const leak = run.testcase.find((one: any) => one.name === "Heap growth, at least");
    assert.deepEqual(leak.skipped, { message: "not judged" });
    assert.match(run["system-out"], /^FAIL: input to state p95 was 183 ms above/);
  });

  it("[LT42] a dead server is a failure, doubt and Ctrl-C are errors: the suite is never green", () => {
    const [ended] = suiteOf(parsed(hostile()), "run").testcase;
    assert.equal(ended.failure.type, "serverDied");
    const [, conclusive] = suiteOf(parsed(inconclusive()), "run").testcase;
    assert.equal(conclusive.error.type, "generator");
    const root = parsed(aborted());
    assert.equal(root.testsuite.length, 1);
    assert.equal(suiteOf(root, "run").testcase[0].error.type, "signal");
  });

  it("[LT44] is well-formed XML 1.0 whatever the texts from outside", () => {
    for (const sample of Object.values(SAMPLES)) {
      const xml = renderJunit(sample());
      assert.equal(XMLValidator.validate(xml), true);
      assert.ok(xml.isWellFormed());
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
      assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    }
    const [ended] = suiteOf(parsed(hostile()), "run").testcase;
    assert.match(ended.failure.message, /<\/script><script>window\.hacked=1.*\\u0000.*&amp;/);
  });
});
