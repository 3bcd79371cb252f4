import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { adviceFor } from "../../../loadtest/report/advice.ts";
import { renderHtml } from "../../../loadtest/report/html.ts";
import type { Result } from "../../../loadtest/result.ts";
import { aborted, failed, hostile, inconclusive, plainServer } from "./sample.ts";
import { judged } from "./support/figures.ts";
import { passed } from "./support/passed.ts";

const DATA = /<script type="application\/json" id="result">(.*?)<\/script>/s;
const between = (html: string, pattern: RegExp): string =>
  pattern.exec(html)?.[1] ?? assert.fail(`no ${pattern}`);
const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("loadtest/report/html", function () {
  // The bundler's first run.
  this.timeout(20_000);

  it("[LT43] is one file that names nothing outside itself", async () => {
    const html = await renderHtml(passed());
    const page = html.replace(DATA, "").replace(/<noscript>.*<\/noscript>/s, "");
    const addresses = page.match(/https?:\/\/[\w./-]+/g) ?? [];
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith("http://www.w3.org/")),
      [],
    );
    assert.doesNotMatch(page, /<(?:link|script|img|iframe)[^>]+(?:src|href)="(?!data:)/);
    assert.doesNotMatch(page, /@import|url\(/);
    assert.ok(html.length < 400_000, `${html.length}`);
  });

  it("[LT43] its policy allows its own script and style by their digests, and nothing else", async () => {
    const html = await renderHtml(passed());
    const policy = between(html, /http-equiv="Content-Security-Policy" content="([^"]+)"/);
    const script = between(html, /<script>(.*?)<\/script>/s);
    const style = between(html, /<style>(.*?)<\/style>/s);
    assert.deepEqual(policy.split("; "), [
      "default-src 'none'",
      `script-src ${digest(script)}`,
      `style-src ${digest(style)}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it("[LT44] data cannot leave its element, and comes back as it was", async () => {
    const result = hostile();
    const html = await renderHtml(result);
    const data = between(html, DATA);
    assert.doesNotMatch(data, /[<\u2028\u2029]/);
    const { timeline, ...rest } = JSON.parse(data) as Result;
    const { timeline: before, ...sent } = result;
    assert.deepEqual(rest, JSON.parse(JSON.stringify(sent)));
    assert.deepEqual(timeline.t, before.t);
    assert.equal(timeline.columns.echoP95[5], Number(before.columns.echoP95[5]?.toPrecision(4)));
    // Without scripts there is the text, and it is text as well.
    assert.doesNotMatch(between(html, /<noscript>(.*)<\/noscript>/s), /<(?!\/?pre>)/);
    assert.equal(html.match(/<script/g)?.length, 2);
  });

  it("[LT43] building the page leaves the process as it was", async () => {
    const mode = process.env.NODE_ENV;
    await renderHtml(passed());
    assert.equal(process.env.NODE_ENV, mode);
  });
});

describe("loadtest/report/advice", () => {
  it("[LT40] says what to do next, the most urgent first", () => {
    assert.deepEqual(adviceFor(passed()), ["stress", "soak", "baseline"]);
    assert.deepEqual(adviceFor(failed()), ["joins", "server"]);
    assert.deepEqual(adviceFor(inconclusive()), ["generator"]);
    const machineAt = (idle: number) =>
      adviceFor(inconclusive({ limiter: { kind: "machine", idle, lateMs: 60 } }));
    assert.deepEqual([machineAt(0.05), machineAt(0.92)], [["machine"], ["heldUp"]]);
    assert.deepEqual(adviceFor(plainServer()), ["notOurs", "stress", "baseline"]);
    assert.deepEqual(adviceFor(aborted()), ["signal"]);
    assert.deepEqual(adviceFor(hostile()), ["serverDied", "joins", "server"]);
    const wrong = failed({ broken: [judged("desyncs", 1, 0, { ok: false })] });
    assert.deepEqual(adviceFor(wrong), ["state", "server"]);
  });
});
