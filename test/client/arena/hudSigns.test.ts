import assert from "node:assert/strict";
import { apart, slotFor } from "../../../client/games/arena/hud/blows.ts";
import { isOnScreen, markOf } from "../../../client/games/arena/hud/marks.ts";
import { streakText } from "../../../client/games/arena/hud/news.ts";
import { DICTIONARIES } from "../../../client/i18n/index.ts";
import { PICKUP_KINDS, UNIT } from "../../../schema/arena/map.ts";
import { Player } from "../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../schema/arena/teams.ts";

const fighter = (team = 0, alive = true) => new Player().assign({ team, alive });

describe("arena minimap", () => {
  it("[AV19] foes are marked only while they are on the screen, allies always", () => {
    const self = fighter(SUN);
    assert.equal(markOf(self, self, true), "self");
    assert.equal(markOf(fighter(SUN), self, false), "ally");
    assert.equal(markOf(fighter(MOON), self, false), undefined);
    assert.equal(markOf(fighter(MOON), self, true), "foe");
    const alone = fighter();
    assert.equal(markOf(fighter(), alone, false), undefined, "nobody is an ally without teams");
    assert.equal(markOf(fighter(), alone, true), "foe");
  });

  it("[AV19] the fallen are not marked, nor is anybody outside a watcher's screen", () => {
    const self = fighter(SUN, false);
    assert.equal(markOf(self, self, true), undefined);
    assert.equal(markOf(fighter(SUN, false), self, true), undefined);
    assert.equal(markOf(fighter(SUN), undefined, false), undefined);
    assert.deepEqual(
      [fighter(), fighter(SUN), fighter(MOON)].map((one) => markOf(one, undefined, true)),
      ["ally", "ally", "foe"],
      "a watcher tells the teams by their shapes",
    );
  });

  it("[AV19] the screen is what the camera shows, whatever its scale", () => {
    const camera = { x: 1000, y: 500, width: 800, height: 400, scale: 2 };
    const seen = (x: number, y: number) => isOnScreen(camera, { x: x * UNIT, y: y * UNIT });
    assert.deepEqual([seen(1200, 600), seen(1201, 500), seen(1000, 399)], [true, false, false]);
  });
});

describe("arena wounds", () => {
  it("[AV20] directions are compared the short way round", () => {
    assert.deepEqual([apart(0, 255), apart(250, 4), apart(0, 128), apart(7, 7)], [1, 10, 128, 0]);
  });

  it("[AV20] wounds from one side are one mark, others get their own, the oldest goes first", () => {
    const blows = [
      { from: 0, until: 900 },
      { from: 64, until: 700 },
      { from: 128, until: 800 },
    ];
    assert.equal(slotFor(blows, 250, 500), 0);
    assert.equal(slotFor(blows, 130, 500), 2);
    assert.equal(slotFor(blows, 200, 500), 1, "the one that ends first makes way");
    assert.equal(slotFor(blows, 64, 750), 1, "what has faded is free");
  });
});

describe("arena news", () => {
  it("[AV21] a streak is told of others by name, of oneself as one's own", () => {
    const { arena } = DICTIONARIES.en;
    const player = new Player().assign({ name: "Attia", streak: 5 });
    assert.equal(streakText(player, false, arena), "\u2068Attia\u2069 is on a streak of 5");
    assert.equal(streakText(player, true, arena), "You are on a streak of 5");
  });

  it("[AV21] there are words for everything that one can take", () => {
    for (const { arena } of Object.values(DICTIONARIES)) {
      for (const kind of PICKUP_KINDS) assert.ok(arena.took[kind], kind);
    }
  });
});
