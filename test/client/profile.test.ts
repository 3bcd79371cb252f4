import assert from "node:assert/strict";
import { type Chance, loadProfile, saveProfile, shownName } from "../../client/profile.ts";
import { memoryStore } from "../../client/storage.ts";

const KEY = "hypogeum:profile";
const chance: Chance = {
  words: ["Torch", "Gate"],
  compose: (word, number) => `${word} ${number}`,
  random: () => 0.5,
};

describe("client/profile", () => {
  it("[WC4] a first visit gets a guest name and a colour, kept for next time", () => {
    const store = memoryStore();
    const first = loadProfile(store, chance);
    assert.deepEqual(first, { name: "", hue: 4, guest: "Gate 55" });
    assert.deepEqual(loadProfile(store, { ...chance, random: () => 0 }), first);
  });

  it("[WC4] name and colour are kept as typed", () => {
    const store = memoryStore();
    const chosen = { name: "  Ada  ", hue: 7, guest: "Gate 55" };
    saveProfile(store, chosen);
    assert.deepEqual(loadProfile(store, chance), chosen);
    assert.equal(shownName(chosen), "Ada");
  });

  for (const name of ["", "   ", "\u202e", "\u200b\u200b", "\u2800"]) {
    it(`[WC4] the blank name ${JSON.stringify(name)} is shown as the guest's`, () => {
      assert.equal(shownName({ name, hue: 0, guest: "Gate 55" }), "Gate 55");
    });
  }

  it("[WC4] a long name is cut, whole characters only", () => {
    const name = "🔥".repeat(40);
    assert.equal([...shownName({ name, hue: 0, guest: "g" })].length, 16);
  });

  for (const text of ["nonsense", "null", '{"name":"a","hue":8,"guest":"g"}', '{"name":7}']) {
    it(`[WC4] what is not ours is replaced: ${text}`, () => {
      const store = memoryStore([[KEY, text]]);
      assert.equal(loadProfile(store, chance).guest, "Gate 55");
    });
  }
});
