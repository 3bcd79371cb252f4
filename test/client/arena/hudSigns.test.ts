import assert from "node:assert/strict";
import { apart, slotFor } from "../../../client/games/arena/hud/blows.ts";
import { isMilestone, OwnDeeds } from "../../../client/games/arena/hud/deeds.ts";
import { isOnScreen, markOf } from "../../../client/games/arena/hud/marks.ts";
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
    assert.ok(isOnScreen(camera, 1200, 600));
    assert.ok(!isOnScreen(camera, 1201, 500));
    assert.ok(!isOnScreen(camera, 1000, 399));
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

describe("arena deeds", () => {
  it("[AV21] a streak is told at 3, 5, 8, 12, 17 and on", () => {
    const told = Array.from({ length: 31 }, (_, streak) => streak).filter(isMilestone);
    assert.deepEqual(told, [3, 5, 8, 12, 17, 23, 30]);
  });

  it("[AV21] what one takes is told once", () => {
    const deeds = new OwnDeeds();
    const self = fighter().assign({ hp: 40 });
    assert.equal(deeds.look(self, true), undefined, "what one has on coming is no news");
    self.hp = 90;
    assert.equal(deeds.look(self, true), "health");
    assert.equal(deeds.look(self, true), undefined);
    self.boost = 180;
    assert.equal(deeds.look(self, true), "boost");
    self.boost = 150;
    assert.equal(deeds.look(self, true), undefined);
    self.assign({ boost: 180, power: 0 });
    assert.equal(deeds.look(self, true), "boost", "taken again before it ended");
    self.power = 240;
    assert.equal(deeds.look(self, true), "power");
  });

  it("[AV21] a respawn, a new match and a new seat are no finds", () => {
    const deeds = new OwnDeeds();
    const self = fighter().assign({ hp: 40 });
    deeds.look(self, true);
    self.assign({ alive: false, hp: 0 });
    deeds.look(self, true);
    self.assign({ alive: true, hp: 100 });
    assert.equal(deeds.look(self, true), undefined);
    self.hp = 20;
    deeds.look(self, true);
    self.hp = 100;
    assert.equal(deeds.look(self, false), undefined, "everybody is healed before a match");
    assert.equal(deeds.look(undefined, true), undefined);
    assert.equal(deeds.look(fighter(), true), undefined);
  });

  it("[AV21] an assist is told when one's count grows, not when it is set back", () => {
    const deeds = new OwnDeeds();
    const self = fighter().assign({ assists: 4 });
    deeds.look(self, true);
    assert.equal(deeds.assisted(self), false);
    self.assists = 5;
    assert.deepEqual([deeds.assisted(self), deeds.assisted(self)], [true, false]);
    self.assists = 0;
    assert.equal(deeds.assisted(self), false);
  });
});
