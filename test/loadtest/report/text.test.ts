import assert from "node:assert/strict";
import { DISTRIBUTIONS } from "../../../loadtest/figures.ts";
import { columnsOf } from "../../../loadtest/report/table.ts";
import { renderText } from "../../../loadtest/report/text.ts";
import { LANGS } from "../../../loadtest/report/words/index.ts";
import { aborted, failed, hostile, inconclusive, plainServer, SAMPLES } from "./sample.ts";
import { passed } from "./support/passed.ts";

/** Of a report, the line that begins with a label. */
const lineOf = (text: string, label: string): string =>
  text.split("\n").find((line) => line.startsWith(label)) ?? assert.fail(`no line "${label}"`);

describe("loadtest/report/text", () => {
  it("[LT5] the verdict comes first, then the figures that it rests on", () => {
    const [verdict, , setting] = renderText(passed()).split("\n");
    assert.match(verdict ?? "", /^PASS: /);
    assert.equal(
      setting,
      "profile plateau, room arena, 200 clients, ran 1 min, seed 7, own server at http://127.0.0.1:2567",
    );
    const text = renderText(passed());
    for (const [label, figures] of [
      ["Input to state", /360,000 +18 ms +28.8 ms +34.2 ms +50.4 ms +75.6 ms +117 ms$/],
      ["Inputs", /359,900 of 360,000 sent, 42 late, 3 unanswered within a second$/],
      ["Bytes per client", /3.5 kB\/s in, 330 B\/s out$/],
      ["Server CPU", /0.46 cores, 2.3 ms per client and second$/],
      ["Server tick", /1.8 ms at p50, 6.2 ms at p99, 12 of 23,400 overran$/],
      ["States", /120 compared, 0 differed$/],
      ["hold 200", /50 s +200 +34.2 ms +204 of 204 +3.5 kB\/s +330 B\/s +0.46 +6.2 ms +12 +0.44$/],
    ] as const) {
      assert.match(lineOf(text, label), figures);
    }
  });

  it("[LT5] what was not measured is n/a, never zero", () => {
    const text = renderText(aborted());
    for (const label of [
      "Input to state",
      "Joins",
      "Inputs",
      "Bytes",
      "Server CPU",
      "Server tick",
    ]) {
      assert.match(lineOf(text, label), /^\D+n\/a$/, label);
    }
    const plain = renderText(plainServer());
    for (const label of ["Server CPU", "Server memory", "States", "Messages", "Views", "Left"]) {
      assert.match(lineOf(plain, label), / n\/a$/, label);
    }
    assert.match(lineOf(plain, "hold 20"), /330 B\/s|280 B\/s +n\/a +n\/a +n\/a +0.44$/);
    assert.match(plain, /^The server is not one of ours: its own figures .* are not available\.$/m);
  });

  it("[LT40] all broken objectives are named, with value, limit and phase", () => {
    const block = renderText(failed()).split("Broken objectives:\n")[1]?.split("\n\n")[0];
    assert.deepEqual(block?.split("\n"), [
      "  input to state p95 was 183 ms above the round trip, limit 120 ms, in the hold of 200 clients",
      "  4.6 % of the server's ticks took longer than their step or were lost, limit 1 %, in the hold of 200 clients",
      "  3 joins failed, limit 0, in the ramp to 200 clients",
    ]);
  });

  it("[LT40] failures, errors and provoked ones are there by id, the most frequent first", () => {
    const text = renderText(failed({ endings: { kicked: 1, "room/closed": 4 } }));
    assert.match(lineOf(text, "Joins"), /failed: join\/full ×2, join\/unreachable ×1$/);
    assert.match(lineOf(text, "Ended by the server"), /room\/closed ×4, kicked ×1$/);
    assert.match(lineOf(text, "Provoked by bots"), /room\/rate_limited ×12$/);
    assert.doesNotMatch(text, /SDK warnings/);
  });

  it("[LT40] a doubt about the figures stands above them", () => {
    const lines = renderText(inconclusive()).split("\n");
    const doubt = "In 1 of 2 phases the figures are partly the test's own: the bots were late.";
    assert.equal(lines.indexOf(doubt), 3);
  });

  it("[LT44] texts from outside cannot steer the terminal", () => {
    const text = renderText(hostile());
    assert.match(text, /\\u001b\[2J\\u0000\\u202e\\u2028/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e\u2028\ud800]/u);
    assert.ok(text.isWellFormed());
    assert.match(text, /The server's last lines:\n.*\n {2}RangeError: offset is out of bounds\n/);
  });

  it("[LT41] columns stand under each other in both languages, whatever the script's width", () => {
    for (const lang of LANGS) {
      const rows = renderText(failed(), lang).split("\n\n")[3]?.split("\n") ?? [];
      assert.equal(rows.length, 1 + DISTRIBUTIONS.length);
      const [width] = rows.map(columnsOf);
      for (const row of rows) assert.equal(columnsOf(row), width, row);
    }
  });

  it("[LT41] says everything in both languages, for every kind of run", () => {
    for (const [name, sample] of Object.entries(SAMPLES)) {
      for (const lang of LANGS) {
        const text = renderText(sample(), lang);
        assert.doesNotMatch(text, /undefined|NaN|null|\[object/, `${name} ${lang}`);
        if (lang === "zh" && name !== "hostile")
          assert.doesNotMatch(text, /[a-z] (the|of|was|is) /, name);
      }
    }
  });
});
