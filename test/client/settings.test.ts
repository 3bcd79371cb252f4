import assert from "node:assert/strict";
import { type Signal, signal } from "@preact/signals";
import {
  ACTIONS,
  actionOf,
  type Bindings,
  DEFAULT_BINDINGS,
  isBindable,
  isConsistent,
  rebind,
} from "../../client/bindings.ts";
import { DICTIONARIES } from "../../client/i18n/index.ts";
import { firstKey, keyName, moveKeys } from "../../client/keyNames.ts";
import { helpKey } from "../../client/play/help/keys.ts";
import { isFirstHelp } from "../../client/play/help/seen.ts";
import {
  DEFAULT_PREFERENCES,
  holdsStill,
  loadPreferences,
  loudness,
  type Preferences,
  savePreferences,
} from "../../client/preferences.ts";
import { memoryStore } from "../../client/storage.ts";
import { KeyEar } from "../../client/ui/settings/keyEar.ts";
import { reboundWords } from "../../client/ui/settings/words.ts";

const KEY = "hypogeum:settings";
const t = DICTIONARIES.en;

describe("client/preferences", () => {
  const chosen: Preferences = {
    keys: { ...DEFAULT_BINDINGS, fire: ["KeyQ", ""] },
    volume: 25,
    muted: true,
    palette: "redGreen",
    shake: false,
    motion: "reduced",
  };

  it("[WC17] what is chosen survives a reload", () => {
    const store = memoryStore();
    assert.deepEqual(loadPreferences(store), DEFAULT_PREFERENCES);
    savePreferences(store, chosen);
    assert.deepEqual(loadPreferences(store), chosen);
  });

  it("[WC17] what is not understood falls back by itself, the rest is kept", () => {
    const stored = {
      ...chosen,
      volume: 700,
      palette: "plaid",
      keys: { ...DEFAULT_BINDINGS, fire: ["KeyW", ""] },
      extra: 1,
    };
    const loaded = loadPreferences(memoryStore([[KEY, JSON.stringify(stored)]]));
    const { keys, volume, palette } = DEFAULT_PREFERENCES;
    assert.deepEqual(loaded, { ...chosen, keys, volume, palette });
  });

  for (const text of ["nonsense", "null", "[]", '"x"', '{"keys":{"up":7}}']) {
    it(`[WC17] what is not ours gives the defaults: ${text}`, () => {
      assert.deepEqual(loadPreferences(memoryStore([[KEY, text]])), DEFAULT_PREFERENCES);
    });
  }

  it("[WC17] mute and volume make one loudness; motion follows the system unless told", () => {
    assert.equal(loudness({ ...chosen, muted: true, volume: 100 }), 0);
    assert.equal(loudness({ ...chosen, muted: false, volume: 100 }), 1);
    assert.equal(loudness({ ...chosen, muted: false, volume: 0 }), 0);
    assert.deepEqual(
      (["system", "reduced", "full"] as const).map((motion) =>
        [true, false].map((reduces) => holdsStill({ ...chosen, motion }, reduces)),
      ),
      [
        [true, false],
        [true, true],
        [false, false],
      ],
    );
  });
});

describe("client/bindings", () => {
  const press = (bindings: Bindings, action: keyof Bindings, code: string, index: 0 | 1 = 0) => {
    const { bindings: next, rebound } = rebind(bindings, { action, index }, code);
    assert.ok(isConsistent(next));
    return { next, words: reboundWords(rebound, t) };
  };

  it("[WC18] a free key is taken, and said", () => {
    const { next, words } = press(DEFAULT_BINDINGS, "fire", "KeyQ");
    assert.deepEqual(next.fire, ["KeyQ", "KeyJ"]);
    assert.equal(words, "Fire is now Q.");
    assert.equal(actionOf(next, "KeyF"), undefined);
  });

  it("[WC18] a key that is in use is exchanged, never doubled, and said in words", () => {
    const { next, words } = press(DEFAULT_BINDINGS, "fire", "KeyW");
    assert.deepEqual(
      [next.fire, next.up],
      [
        ["KeyW", "KeyJ"],
        ["KeyF", "ArrowUp"],
      ],
    );
    assert.equal(words, "W was already Move up. It is now Fire, and Move up has got F.");
    const robbed = press(DEFAULT_BINDINGS, "dash", "KeyA", 1);
    assert.deepEqual(robbed.next.left, ["", "ArrowLeft"]);
    assert.match(robbed.words, /give Move left another key/);
    const own = press(DEFAULT_BINDINGS, "up", "ArrowUp");
    assert.deepEqual(own.next.up, ["ArrowUp", "KeyW"]);
  });

  it("[WC18] keys of the page and the browser are refused in words", () => {
    for (const code of [
      "Escape",
      "Tab",
      "F1",
      "F12",
      "KeyH",
      "ControlLeft",
      "MetaRight",
      "Enter",
      "Digit1",
      "Digit9",
      "Numpad4",
    ]) {
      assert.ok(!isBindable(code, "fire"), code);
      const { next, words } = press(DEFAULT_BINDINGS, "fire", code);
      assert.equal(next, DEFAULT_BINDINGS);
      assert.match(words, /Choose another key/);
    }
  });

  it("[AV18] Tab is the scoreboard's alone; another of its keys gives Tab to nobody else", () => {
    assert.deepEqual(
      ACTIONS.filter((action) => isBindable("Tab", action)),
      ["scoreboard"],
    );
    const { next, words } = press(DEFAULT_BINDINGS, "scoreboard", "KeyF");
    assert.deepEqual(
      [next.scoreboard, next.fire],
      [
        ["KeyF", ""],
        ["", "KeyJ"],
      ],
    );
    assert.match(words, /give Fire another key/);
    assert.deepEqual(press(next, "scoreboard", "Tab").next.scoreboard, ["Tab", ""]);
  });

  it("[AV18] keys that an older page has stored are kept, and the scoreboard gets its usual one", () => {
    const { scoreboard: _, ...older } = { ...DEFAULT_BINDINGS, fire: ["KeyQ", ""] };
    const { keys } = loadPreferences(memoryStore([[KEY, JSON.stringify({ keys: older })]]));
    assert.deepEqual(keys, { ...DEFAULT_BINDINGS, fire: ["KeyQ", ""] });
  });

  it("[WC18] a field can be emptied; an empty field is no key", () => {
    const { next, words } = press(DEFAULT_BINDINGS, "dash", "");
    assert.deepEqual(next.dash, ["", ""]);
    assert.equal(words, "One key of Dash is free again.");
    assert.equal(actionOf(next, ""), undefined);
    assert.equal(firstKey(next, "dash", t), "—");
  });

  it("[WC18] the defaults are consistent and have names in both languages", () => {
    assert.ok(isConsistent(DEFAULT_BINDINGS));
    for (const texts of Object.values(DICTIONARIES)) {
      for (const action of ACTIONS) assert.ok(keyName(DEFAULT_BINDINGS[action][0], texts), action);
    }
    assert.equal(moveKeys(DEFAULT_BINDINGS, t), "WASD");
    assert.deepEqual(
      ["ArrowUp", "Digit1", "Numpad4", "ShiftLeft", "Space"].map((code) => keyName(code, t)),
      ["↑", "1", "Num 4", "Shift (Left)", "Space"],
    );
  });
});

describe("client/ui/settings key ear", () => {
  const slot = { action: "fire", index: 0 } as const;
  const none = { key: "", shiftKey: false };
  let bindings: Bindings;
  let said: Signal<string>;
  let ear: KeyEar;
  beforeEach(() => {
    bindings = DEFAULT_BINDINGS;
    said = signal("");
    ear = new KeyEar({
      said,
      bindings: () => bindings,
      change: (next) => {
        bindings = next;
      },
    });
    ear.listen(slot);
  });

  it("[WC18] asks for a key, takes it, and says what came of it", () => {
    assert.equal(said.value, t.settings.keys.press);
    assert.ok(ear.listensFor(slot));
    assert.ok(ear.take({ ...none, code: "KeyQ" }));
    assert.deepEqual(bindings.fire, ["KeyQ", "KeyJ"]);
    assert.equal(said.value, "Fire is now Q.");
    assert.ok(!ear.listensFor(slot));
    assert.ok(!ear.take({ ...none, code: "KeyW" }), "nobody waits any more");
  });

  it("[WC18] after Escape, Tab or a press elsewhere nobody is asked for a key any more", () => {
    assert.ok(ear.take({ ...none, code: "Escape", key: "Escape" }));
    assert.equal(said.value, "");
    ear.listen(slot);
    assert.ok(!ear.take({ ...none, code: "Tab", key: "Tab" }), "Tab is the browser's");
    assert.equal(said.value, "");
    ear.listen(slot);
    ear.stop();
    assert.equal(said.value, "");
    assert.equal(bindings, DEFAULT_BINDINGS);
  });

  it("[WC18] Delete empties the field; a reserved key is refused in words", () => {
    assert.ok(ear.take({ ...none, code: "Digit3" }));
    assert.match(said.value, /Choose another key/);
    ear.listen(slot);
    assert.ok(ear.take({ ...none, code: "Delete" }));
    assert.deepEqual(bindings.fire, ["", "KeyJ"]);
  });
});

describe("client help", () => {
  it("[WC19] is shown by itself once per game and browser", () => {
    const store = memoryStore();
    assert.equal(isFirstHelp(store, "arena"), true);
    assert.equal(isFirstHelp(store, "arena"), false);
  });

  it("[WC19] opens by H and F1, closes by Escape, and not by a shortcut of the browser", () => {
    const key = (code: string, ctrlKey = false) =>
      helpKey({ code, ctrlKey, altKey: false, metaKey: false, repeat: false, target: null });
    assert.deepEqual(
      ["KeyH", "F1", "Escape", "KeyW"].map((code) => key(code)),
      ["toggle", "toggle", "close", undefined],
    );
    assert.equal(key("KeyH", true), undefined);
  });
});
