import assert from "node:assert/strict";
import { arena } from "../../schema/arena/game.ts";
import { mapOf, type Pickup, type PickupKind, UNIT } from "../../schema/arena/map.ts";
import { lies, PICKUP_REACH } from "../../schema/arena/pickups.ts";
import { BOOST_TICKS, POWER_TICKS } from "../../schema/arena/rules.ts";
import { type ArenaWorld, allPickups } from "../../schema/arena/world.ts";
import { match, pass, passUntil, player, worldOf } from "../support/arena.ts";

const { pickups } = mapOf("atrium");
const indexOf = (kind: PickupKind) => pickups.findIndex((pickup) => pickup.kind === kind);
const spot = (index: number) => pickups[index] as Pickup;

function standOn(world: ArenaWorld, id: string, index: number, off = { x: 0, y: 0 }): void {
  const { x, y } = spot(index);
  player(world, id).assign({ x: x + off.x, y: y + off.y });
}

/** Where no pickup lies. */
const away = (world: ArenaWorld, id: string) => player(world, id).assign({ x: 24576, y: 16896 });

/** Ticks from one taking until the pickup lies there again, with nobody near. */
function ticksAway(world: ArenaWorld, index: number): number {
  away(world, "a");
  for (let ticks = 1; ticks < 3000; ticks++) {
    arena.tick(world);
    if (lies(world.state.pickups, index)) return ticks;
  }
  throw new Error("never back");
}

function taker(fields: object = {}): ArenaWorld {
  const world = match(["a", "b"]);
  player(world, "a").assign(fields);
  away(world, "b");
  return world;
}

describe("arena pickups", () => {
  it("[AR13] all lie there when a match begins, whatever was taken in the warm-up", () => {
    const world = worldOf(["a"]);
    const wine = indexOf("health");
    player(world, "a").hp = 10;
    standOn(world, "a", wine);
    pass(world, 1);
    assert.equal(lies(world.state.pickups, wine), false, "there is something to find in warm-up");
    arena.join(world, { id: "b", name: "B", hue: 0, bot: false });
    pass(world, 1);
    assert.equal(world.state.pickups, allPickups("atrium"));
    const power = indexOf("power");
    passUntil(world, "playing");
    standOn(world, "a", power);
    pass(world, 1);
    assert.equal(lies(world.state.pickups, power), false);
    arena.restart(world);
    assert.equal(world.state.pickups, allPickups("atrium"));
    assert.deepEqual(world.secret.pickupAt, {});
  });

  it("[AR13] is taken by whoever comes within 30 px, to the unit", () => {
    const boost = indexOf("boost");
    for (const [off, taken] of [
      [{ x: PICKUP_REACH, y: 0 }, true],
      [{ x: 0, y: -PICKUP_REACH }, true],
      [{ x: PICKUP_REACH + 1, y: 0 }, false],
      [{ x: 0, y: -PICKUP_REACH - 1 }, false],
    ] as const) {
      const world = taker();
      standOn(world, "a", boost, off);
      arena.tick(world);
      assert.equal(player(world, "a").boost > 0, taken, `${off.x / UNIT}, ${off.y / UNIT}`);
      assert.equal(lies(world.state.pickups, boost), !taken);
    }
  });

  for (const [hp, after] of [
    [1, 51],
    [25, 75],
    [50, 100],
    [51, 100],
    [99, 100],
  ] as const) {
    it(`[AR13] golden: health takes ${hp} to ${after}, and is back after 450 ticks`, () => {
      const world = taker({ hp });
      const health = indexOf("health");
      standOn(world, "a", health);
      arena.tick(world);
      assert.equal(player(world, "a").hp, after);
      assert.equal(ticksAway(world, health), 450);
    });
  }

  it("[AR13] health is never taken by the healthy", () => {
    const world = taker();
    const health = indexOf("health");
    standOn(world, "a", health);
    pass(world, 30);
    assert.ok(lies(world.state.pickups, health));
    assert.equal("a" in world.secret.tallies, false);
    player(world, "a").hp = 99;
    pass(world, 1);
    assert.ok(!lies(world.state.pickups, health));
    assert.equal(world.secret.tallies.a?.pickups, 1);
  });

  it("[AR13] boost runs 180 steps and is back after 600 ticks", () => {
    const world = taker();
    const boost = indexOf("boost");
    standOn(world, "a", boost);
    arena.tick(world);
    assert.equal(player(world, "a").boost, 180);
    assert.equal(BOOST_TICKS, 180);
    assert.equal(ticksAway(world, boost), 600);
    for (let left = 179; left >= 0; left--) {
      arena.idle(world, "a");
      assert.equal(player(world, "a").boost, left);
    }
    arena.idle(world, "a");
    assert.equal(player(world, "a").boost, 0);
  });

  it("[AR13] power runs 240 steps and is back after 1200 ticks", () => {
    const world = taker();
    const power = indexOf("power");
    standOn(world, "a", power);
    arena.tick(world);
    assert.equal(player(world, "a").power, 240);
    assert.equal(POWER_TICKS, 240);
    assert.equal(ticksAway(world, power), 1200);
  });

  it("[AR13] a second one starts the time again, and adds nothing to it", () => {
    const world = taker({ boost: 100 });
    standOn(world, "a", indexOf("boost"));
    arena.tick(world);
    assert.equal(player(world, "a").boost, BOOST_TICKS);
  });

  it("[AR13] one of two who stand there gets it: the one who was in the room first", () => {
    const world = taker();
    const power = indexOf("power");
    for (const id of ["b", "a"]) standOn(world, id, power);
    arena.tick(world);
    assert.deepEqual([player(world, "a").power, player(world, "b").power], [POWER_TICKS, 0]);
  });

  it("[AR13] the fallen take nothing, and lose what they had", () => {
    const world = taker({ boost: 50, power: 50 });
    const { secret } = world;
    player(world, "a").assign({ alive: false, hp: 0 });
    secret.respawnAt.a = secret.tick + 40;
    const boost = indexOf("boost");
    standOn(world, "a", boost);
    pass(world, 30);
    assert.ok(lies(world.state.pickups, boost));
    pass(world, 20);
    const { alive, boost: fast, power } = player(world, "a");
    assert.deepEqual({ alive, fast, power }, { alive: true, fast: 0, power: 0 });
  });

  it("[AR13] a mask has a bit for each of 32, the last one too", () => {
    const mask = 0x80000001;
    assert.deepEqual(
      [lies(mask, 0), lies(mask, 1), lies(mask, 30), lies(mask, 31)],
      [true, false, false, true],
    );
  });
});
