import assert from "node:assert/strict";
import { DICTIONARIES, LANGUAGES, pickLanguage } from "../../client/i18n/index.ts";
import type { Messages } from "../../client/i18n/messages.ts";
import { PALETTES } from "../../client/palette.ts";
import { actionLabel, noticeOf, type Screen } from "../../client/play/screen.ts";
import { ENDINGS, type JoinFailure } from "../../netplay/status.ts";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { MODES } from "../../schema/arena/options.ts";
import { PHASES } from "../../schema/arena/state.ts";
import { GAME_IDS } from "../../schema/games.ts";
import { HUES, REFUSALS } from "../../schema/messages.ts";

const FAILURES = [
  ...Object.keys(REFUSALS),
  "join/not_found",
  "join/unreachable",
  "join/failed",
] as JoinFailure[];

const SCREENS: readonly Screen[] = [
  { kind: "connecting", step: "room" },
  { kind: "connecting", step: "game" },
  { kind: "connecting", step: "seat" },
  { kind: "connecting", step: "scene" },
  { kind: "reconnecting", attempt: 2, attempts: 29 },
  { kind: "game_failed" },
  ...FAILURES.map((failure) => ({ kind: "refused", failure }) as const),
  ...ENDINGS.map((ending) => ({ kind: "ended", ending, reason: "" }) as const),
];

const WAYS_OUT = ["lobby", "cancel", "quit"];

/** Every text of a dictionary, functions called with samples, by its path. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, value("7", "8", "9")]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

describe("client words", () => {
  for (const language of LANGUAGES) {
    const t: Messages = DICTIONARIES[language];

    it(`[WC5] every state of a connection has words and a way out (${language})`, () => {
      for (const screen of SCREENS) {
        const notice = noticeOf(screen, t);
        const what = JSON.stringify(screen);
        assert.ok(notice, what);
        assert.ok(notice.title.length > 1 && notice.text.length > 4, what);
        assert.ok(
          notice.actions.some((action) => WAYS_OUT.includes(action)),
          what,
        );
        for (const action of notice.actions) assert.ok(actionLabel(action, t), action);
      }
      assert.equal(noticeOf({ kind: "playing" }, t), undefined);
    });

    it(`[WC5] the attempt and their number are said (${language})`, () => {
      const words = noticeOf({ kind: "reconnecting", attempt: 3, attempts: 29 }, t)?.text ?? "";
      assert.match(words, /\b3\b|3/);
      assert.match(words, /29/);
    });

    it(`[WC6] no text is empty, and games and colours are named (${language})`, () => {
      for (const [path, text] of texts(t)) assert.ok(text.trim().length > 0, path);
      assert.equal(t.hues.length, HUES);
      for (const colors of Object.values(PALETTES)) assert.equal(colors.length, HUES);
      for (const id of GAME_IDS) assert.ok(t.games[id].title);
    });

    it(`[WC22] the list has words for every phase, map and mode of Arena (${language})`, () => {
      for (const phase of PHASES) assert.ok(t.lobby.phases[phase], phase);
      const { mode, map } = t.games.arena.facts;
      assert.deepEqual(Object.keys(mode?.values ?? {}), [...MODES]);
      assert.deepEqual(Object.keys(map?.values ?? {}).sort(), [...MAP_IDS].sort());
    });
  }

  it("[WC6] both languages have the same texts, and Chinese is translated", () => {
    const [en, zh] = [texts(DICTIONARIES.en), texts(DICTIONARIES["zh-CN"])].map(
      (list) => new Map(list),
    );
    assert.deepEqual([...(zh?.keys() ?? [])].sort(), [...(en?.keys() ?? [])].sort());
    const same = [...(en ?? [])].filter(([path, text]) => zh?.get(path) === text);
    assert.deepEqual(
      same.map(([path]) => path),
      ["/brand/name", "/brand/title", "/profile/guest"],
    );
  });

  it("[WC6] the language is the chosen one, else the browser's first that we speak", () => {
    assert.equal(pickLanguage("zh-CN", ["en-US"]), "zh-CN");
    assert.equal(pickLanguage(null, ["fr-FR", "zh-TW", "en"]), "zh-CN");
    assert.equal(pickLanguage("xx", ["de"]), "en");
    assert.equal(pickLanguage(null, []), "en");
  });
});
