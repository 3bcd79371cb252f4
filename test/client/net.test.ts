import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DICTIONARIES } from "../../client/i18n/index.ts";
import { barPath, ceiling, linePoints, mean } from "../../client/net/graph.ts";
import { netKey } from "../../client/net/keys.ts";
import { Settled } from "../../client/net/settled.ts";
import { verdictWords } from "../../client/net/words.ts";
import { parsePath, playPath } from "../../client/router.ts";
import { PRESET_IDS } from "../../netplay/conditions.ts";
import type { Verdict } from "../../netplay/verdict.ts";
import { buildClientOf } from "../support/client.ts";

const VERDICTS: readonly Verdict[] = [
  { id: "reconnecting", attempt: 3 },
  { id: "silent" },
  { id: "measuring" },
  { id: "stalls", perMinute: 7 },
  { id: "starved", kbit: 256 },
  { id: "stalled", ms: 2050 },
  { id: "jittery", ms: 44 },
  { id: "slow", ping: 280.4 },
  { id: "busy" },
  { id: "steady", ping: 20 },
];

describe("client/net words", () => {
  it("[NM4] every verdict is a sentence in both languages, with its number in whole or tenths", () => {
    const en = VERDICTS.map((verdict) => verdictWords(verdict, DICTIONARIES.en));
    assert.equal(new Set(en).size, VERDICTS.length);
    for (const sentence of en) assert.match(sentence, /^[A-Z].+[.…]$/);
    for (const verdict of VERDICTS) {
      const zh = verdictWords(verdict, DICTIONARIES["zh-CN"]);
      assert.match(zh, /[。…]$/);
      const digits = /[\d.]*\d/.exec(verdictWords(verdict, DICTIONARIES.en))?.[0];
      if (digits) assert.ok(zh.includes(digits), zh);
    }
    assert.ok(en[5]?.includes("2.0 s") || en[5]?.includes("2.1 s"));
    assert.equal(
      verdictWords({ id: "stalls", perMinute: 2 }, DICTIONARIES.en),
      "Your connection stalls about twice a minute.",
    );
  });
});

describe("client/net settled", () => {
  const steady: Verdict = { id: "steady", ping: 20 };
  const slow: Verdict = { id: "slow", ping: 200 };
  const silent: Verdict = { id: "silent" };

  /** What is told, four times a second, for verdicts that each hold for so many ms. */
  function told(...spans: readonly (readonly [Verdict, ms: number])[]): string[] {
    const settled = new Settled();
    const ids: string[] = [];
    let now = 0;
    for (const [verdict, ms] of spans) {
      for (const end = now + ms; now < end; now += 250) {
        const { id } = settled.look(verdict, now);
        if (ids.at(-1) !== id) ids.push(id);
      }
    }
    return ids;
  }

  it("[NM5] a verdict of a moment is not told", () => {
    assert.deepEqual(told([steady, 5000], [slow, 750], [steady, 5000]), ["steady"]);
    assert.deepEqual(told([steady, 5000], [slow, 1500]), ["steady", "slow"]);
  });

  it("[NM5] two in turn are told at most every four seconds", () => {
    const turns = Array.from({ length: 20 }, (_, n) => [n % 2 ? slow : steady, 1500] as const);
    assert.ok(told(...turns).length <= 1 + 30_000 / 4000);
  });

  it("[NM5] what is urgent is told at once, and gives way when it is over", () => {
    assert.deepEqual(told([steady, 1000], [silent, 250], [slow, 1500]), [
      "steady",
      "silent",
      "slow",
    ]);
    assert.deepEqual(told([{ id: "measuring" }, 250], [steady, 1500]), ["measuring", "steady"]);
  });

  it("[NM5] new numbers of the same are told after a while", () => {
    const settled = new Settled();
    settled.look({ id: "stalls", perMinute: 2 }, 0);
    const now = (ms: number) => settled.look({ id: "stalls", perMinute: 5 }, ms);
    assert.deepEqual(now(14_000), { id: "stalls", perMinute: 2 });
    assert.deepEqual(now(15_000), { id: "stalls", perMinute: 5 });
  });
});

describe("client/net graph", () => {
  const scale = { top: 10, height: 30 };

  it("[NM6] a scale is 1, 2 or 5 with zeros, and holds the largest", () => {
    for (const [largest, wanted] of [
      [0, 1000],
      [1000, 1000],
      [1001, 2000],
      [4200, 5000],
      [5001, 10_000],
      [73_000, 100_000],
    ] as const) {
      assert.equal(ceiling(largest, 1000), wanted);
    }
  });

  it("[NM6] lines begin where measuring began, bars stand where there is something", () => {
    const values = Float64Array.of(0, 0, 5, 20);
    assert.equal(linePoints(values, 2, scale), "2,15.0 3,0.0");
    assert.equal(barPath(values, scale), "M2 30V15.0M3 30V0.0");
    assert.equal(mean(values, 2), 12.5);
    assert.equal(mean(values, 0), 0);
  });
});

describe("client/net keys and address", () => {
  const key = (code: string, more = {}) =>
    netKey({
      code,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      repeat: false,
      ...more,
    });

  it("[NM7] F3 opens and closes, Escape closes, and neither with another key or held", () => {
    assert.equal(key("F3"), "toggle");
    assert.equal(key("Escape"), "close");
    assert.equal(key("KeyN"), undefined);
    for (const more of ["altKey", "ctrlKey", "metaKey", "shiftKey", "repeat"]) {
      assert.equal(key("F3", { [more]: true }), undefined, more);
    }
  });

  it("[NC6] a room's address names the line, whatever the name, and without one has none", () => {
    for (const net of [...PRESET_IDS, "no such & line?", undefined]) {
      for (const watch of [false, true]) {
        const { page, ...room } = parsePath(playPath("GATEWY", watch, net));
        const wanted = { roomId: "GATEWY", watch, ...(net === undefined ? {} : { net }) };
        assert.deepEqual([page, room], ["play", wanted]);
      }
    }
  });
});

describe("client/net in the build", function () {
  this.timeout(60_000);
  let folder: string;
  const scripts = new Map<string, string>();
  before(async () => {
    folder = await buildClientOf("net");
    for (const file of await readdir(path.join(folder, "assets"))) {
      if (!file.endsWith(".js")) continue;
      scripts.set(file, await readFile(path.join(folder, "assets", file), "utf8"));
    }
  });
  after(() => rm(folder, { recursive: true }));

  const holders = (text: string) =>
    [...scripts].filter(([, source]) => source.includes(text)).map(([file]) => file);

  it("[NM8] panel, meter and simulator are one file beside the game, of at most 10 kB", async () => {
    const [file = "", ...more] = holders("stallsPerMinute");
    assert.deepEqual(more, []);
    assert.deepEqual(holders("net-verdict"), [file]);
    const page = await readFile(path.join(folder, "index.html"), "utf8");
    assert.ok(!page.includes(file), "not with the first page");
    assert.ok(!scripts.get(file)?.includes("arena-canvas"), "not with the game");
    const kilobytes = gzipSync(scripts.get(file) ?? "").length / 1024;
    assert.ok(kilobytes <= 10, `${kilobytes.toFixed(1)} kB`);
  });

  it("[NM9] the SDK's debug panel is not in it", () => {
    assert.deepEqual(holders("colyseus-debug-preferences"), []);
    assert.deepEqual(holders("__net"), []);
  });
});
