import assert from "node:assert/strict";
import { OwnBolts, ownBolt, type Stander, Standers } from "../../../client/games/arena/shots.ts";
import { LOOK } from "../../../schema/arena/looks.ts";
import { mapOf, UNIT } from "../../../schema/arena/map.ts";
import { TARGET } from "../../../schema/arena/rules.ts";
import { Player } from "../../../schema/arena/state.ts";

const map = mapOf("atrium");
const stander = (x: number, y: number, more: Partial<Stander> = {}): Stander => ({
  x: x * UNIT,
  y: y * UNIT,
  aim: 0,
  alive: true,
  shield: 0,
  team: 0,
  ...more,
});

describe("arena own bolts", () => {
  it("[AV8] the bolt drawn at once ends at whom this screen shows, or at the wall", () => {
    const standers = new Map([
      ["me", stander(300, 416)],
      ["foe", stander(500, 420)],
    ]);
    const hit = ownBolt(map, standers, "me");
    assert.equal(hit.target, "foe");
    assert.ok(hit.x < 500 * UNIT && hit.x > 500 * UNIT - TARGET - 1);
    standers.set("foe", stander(500, 420, { shield: 5 }));
    assert.equal(ownBolt(map, standers, "me").target, undefined);
    standers.set("me", stander(300, 416, { aim: 49152 }));
    const up = ownBolt(map, standers, "me");
    assert.deepEqual([up.x, up.y], [300 * UNIT, 320 * UNIT], "the pillar above");
  });

  it("[AV44] the bolt drawn at once passes allies and ends at foes", () => {
    const standers = new Map([
      ["me", stander(300, 416, { team: 1 })],
      ["ally", stander(400, 416, { team: 1 })],
      ["foe", stander(500, 416, { team: 2 })],
    ]);
    assert.equal(ownBolt(map, standers, "me").target, "foe");
  });

  it("[AV44] standers are where they are drawn, of their own side, and gone when they left", () => {
    const players = new Map([
      ["a", new Player().assign({ x: 1, y: 1, team: 2, looks: LOOK.shield })],
      ["b", new Player().assign({ team: 1 })],
    ]);
    const standers = new Standers((id) => (id === "a" ? { x: 10, y: 20 } : undefined));
    const self = stander(0, 0);
    const first = standers.gather(players, "me", self);
    assert.deepEqual([...first.keys()], ["a", "me"], "who is not drawn cannot be hit");
    const { x, y, team, shield } = first.get("a") as Stander;
    assert.deepEqual([x, y, team, shield], [10 * UNIT, 20 * UNIT, 2, LOOK.shield]);
    players.delete("a");
    assert.deepEqual([...standers.gather(players, "me", self).keys()], ["me"]);
  });

  it("[AV8] the server's bolt is drawn only if this screen has not drawn it", () => {
    const bolts = new OwnBolts();
    bolts.drawn();
    bolts.drawn();
    assert.equal(bolts.missing(1), 0);
    assert.equal(bolts.missing(2), 1, "one of two was not foreseen");
    assert.equal(bolts.missing(1), 1);
    bolts.drawn();
    bolts.forget();
    assert.equal(bolts.missing(1), 1, "forgotten with a fall or a reconnection");
  });
});
