import assert from "node:assert/strict";
import { ASSIST_TICKS, isFought } from "../../schema/arena/combat.ts";
import { arena } from "../../schema/arena/game.ts";
import { TILE, UNIT } from "../../schema/arena/map.ts";
import * as R from "../../schema/arena/rules.ts";
import { FIRE, PHASES } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import { fell, input, lineUp, match, OPEN, pass, player, shoot } from "../support/arena.ts";

const duel = (): ArenaWorld => {
  const world = match(["a", "b"]);
  lineUp(world, ["a", "b"], 4 * TILE);
  return world;
};

const fire = (world: ArenaWorld, id: string, aim = 0) =>
  arena.act(world, id, input({ buttons: FIRE, aim }), livePosition);

describe("arena bolts", () => {
  // Health before, double damage or not, health after each bolt until the fall.
  for (const [hp, doubled, after] of [
    [100, false, [75, 50, 25, 0]],
    [100, true, [50, 0]],
    [75, false, [50, 25, 0]],
    [75, true, [25, 0]],
    [50, false, [25, 0]],
    [50, true, [0]],
    [26, false, [1, 0]],
    [25, false, [0]],
    [1, false, [0]],
    [1, true, [0]],
  ] as const) {
    it(`[AR3] golden: from ${hp} health${doubled ? ", doubled" : ""}: ${after.join(", ")}`, () => {
      const world = duel();
      player(world, "b").hp = hp;
      const seen = after.map(() => {
        player(world, "a").power = doubled ? 9 : 0;
        shoot(world, "a", "b");
        return player(world, "b").hp;
      });
      assert.deepEqual(seen, after);
      assert.equal(player(world, "b").alive, false);
      assert.equal(world.secret.tallies.a?.damage, hp, "what is dealt is what was there");
    });
  }

  it("[AR3] with the trigger held a bolt flies every 9 ticks: the fourth fells on tick 28", () => {
    const world = duel();
    const begun = world.secret.tick;
    const flown: number[] = [];
    while (player(world, "b").alive) {
      const { bolts } = player(world, "a");
      fire(world, "a");
      arena.tick(world);
      if (player(world, "a").bolts !== bolts) flown.push(world.secret.tick - begun);
    }
    assert.deepEqual(flown, [1, 10, 19, 28]);
  });

  it("[AR13] the last tick of double damage counts, the next does not", () => {
    const world = duel();
    // The step that fires has already taken its own tick from the counter.
    for (const [power, hp] of [
      [2, 50],
      [1, 75],
    ] as const) {
      player(world, "a").assign({ power, cooldown: 0 });
      player(world, "b").hp = R.FULL_HP;
      fire(world, "a");
      assert.equal(player(world, "b").hp, hp);
    }
  });

  it("[AR3] a bolt ends at the first wall and hits nobody behind it", () => {
    const world = duel();
    player(world, "a").assign({ x: 3.5 * TILE, y: 9.5 * TILE });
    player(world, "b").assign({ x: 9.5 * TILE, y: 9.5 * TILE });
    fire(world, "a");
    assert.equal(player(world, "b").hp, R.FULL_HP);
    assert.equal(player(world, "a").boltX, 6 * TILE, "stops at the wall's face");
    assert.equal(player(world, "a").hits, 0);
  });

  it("[AR3] a bolt reaches 720 px and no farther", () => {
    const world = duel();
    for (const [gap, hp] of [
      [R.BOLT_REACH + R.TARGET - UNIT, R.FULL_HP - R.BOLT_DAMAGE],
      [R.BOLT_REACH + R.TARGET + UNIT, R.FULL_HP],
    ] as const) {
      const at = { x: 12.5 * TILE, y: 13.5 * TILE, shield: 0, cooldown: 0 };
      player(world, "a").assign(at);
      player(world, "b").assign({ ...at, x: at.x + gap, hp: R.FULL_HP });
      fire(world, "a");
      assert.equal(player(world, "b").hp, hp, `gap ${gap / UNIT} px`);
    }
  });

  it("[AR3] a bolt passes whoever stands farther than 18 px from its line, or behind", () => {
    const world = duel();
    for (const [dx, dy, hits] of [
      [2 * TILE, R.TARGET, true],
      [2 * TILE, -R.TARGET, true],
      [2 * TILE, R.TARGET + 1, false],
      [-TILE, 0, false],
    ] as const) {
      player(world, "a").assign({ cooldown: 0 });
      player(world, "b").assign({ x: OPEN.x + dx, y: OPEN.y + dy, hp: R.FULL_HP });
      fire(world, "a");
      assert.equal(player(world, "b").hp < R.FULL_HP, hits, `${dx},${dy}`);
    }
  });

  it("[AR3] is judged where the shooter saw the target, not where it is", () => {
    const world = duel();
    const seen = { x: player(world, "b").x, y: player(world, "b").y };
    player(world, "b").y += 3 * TILE;
    arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), () => seen);
    assert.equal(player(world, "b").hp, R.FULL_HP - R.BOLT_DAMAGE);
  });

  it("[AR3] hits the nearest of two in line, and tells it where from", () => {
    const world = match(["a", "b", "c"]);
    lineUp(world, ["a", "c", "b"]);
    fire(world, "a");
    assert.deepEqual([player(world, "b").hp, player(world, "c").hp], [100, 75]);
    assert.equal(player(world, "c").hurtFrom, 128, "from the left");
    assert.equal(player(world, "b").hurtFrom, 0);
  });

  it("[AR4] felling scores one, and the fallen is back after 75 ticks, whole and protected", () => {
    const world = duel();
    fell(world, "a", "b");
    assert.deepEqual([player(world, "a").score, player(world, "b").deaths], [1, 1]);
    assert.equal(player(world, "b").felledBy, "a");
    pass(world, R.RESPAWN_TICKS - 1);
    assert.equal(player(world, "b").alive, false);
    assert.equal(player(world, "b").respawnIn, 1);
    pass(world, 1);
    const { alive, hp, shield, respawnIn } = player(world, "b");
    const back = { alive: true, hp: 100, shield: R.SHIELD_TICKS, respawnIn: 0 };
    assert.deepEqual({ alive, hp, shield, respawnIn }, back);
  });

  it("[AR4] protection takes no damage, runs out by itself, and ends with the first shot", () => {
    const world = duel();
    player(world, "b").shield = R.SHIELD_TICKS;
    fire(world, "a");
    assert.equal(player(world, "b").hp, R.FULL_HP);
    assert.equal(player(world, "a").hits, 0, "no hit mark for a hit that counts nothing");
    for (let i = 0; i < R.SHIELD_TICKS; i++) arena.idle(world, "b");
    assert.equal(player(world, "b").shield, 0);
    player(world, "b").shield = 30;
    fire(world, "b", 16384);
    assert.equal(player(world, "b").shield, 0);
  });

  it("[AR4] the fallen come back far from the living", () => {
    const world = duel();
    fell(world, "a", "b");
    pass(world, R.RESPAWN_TICKS);
    const gap =
      Math.abs(player(world, "b").x - player(world, "a").x) +
      Math.abs(player(world, "b").y - player(world, "a").y);
    assert.ok(gap > 10 * TILE, `${gap / TILE} tiles`);
  });

  it("[AR14] golden: who has an assist, by the age of their wound and what came between", () => {
    for (const [age, assists] of [
      [0, 1],
      [ASSIST_TICKS - 1, 1],
      [ASSIST_TICKS, 1],
      [ASSIST_TICKS + 1, 0],
    ] as const) {
      const world = match(["a", "b", "c"]);
      lineUp(world, ["a", "b", "c"]);
      shoot(world, "c", "b");
      pass(world, age);
      player(world, "b").hp = 1;
      shoot(world, "a", "b");
      assert.equal(player(world, "c").assists, assists, `after ${age} ticks`);
      assert.deepEqual([player(world, "a").assists, player(world, "a").score], [0, 1]);
    }
  });

  it("[AR14] a wound of an earlier life, and of someone who left, helps nobody", () => {
    const world = match(["a", "b", "c", "d"]);
    lineUp(world, ["a", "b", "c", "d"]);
    shoot(world, "c", "b");
    fell(world, "a", "b");
    assert.equal(player(world, "c").assists, 1);
    pass(world, R.RESPAWN_TICKS);
    lineUp(world, ["a", "b", "c", "d"]);
    shoot(world, "a", "b");
    arena.leave(world, "a");
    player(world, "b").hp = 1;
    shoot(world, "c", "b");
    assert.deepEqual([player(world, "c").score, player(world, "c").assists], [1, 1]);
    arena.check(world);
  });

  it("[AR15] a streak grows with each foe felled and ends with the own fall", () => {
    const world = match(["a", "b"]);
    for (const streak of [1, 2, 3]) {
      lineUp(world, ["a", "b"]);
      fell(world, "a", "b");
      assert.equal(player(world, "a").streak, streak);
      pass(world, R.RESPAWN_TICKS);
    }
    lineUp(world, ["a", "b"]);
    fell(world, "b", "a");
    assert.deepEqual([player(world, "a").streak, player(world, "b").streak], [0, 1]);
    assert.equal(world.secret.tallies.a?.streak, 3, "the longest is remembered");
    pass(world, R.RESPAWN_TICKS);
    assert.equal(player(world, "a").streak, 0);
  });

  it("[AR11] bolts hurt in the phases of play, and in no other", () => {
    const fought = PHASES.filter((phase) => {
      const world = duel();
      world.state.phase = phase;
      fire(world, "a");
      assert.equal(player(world, "a").bolts, 1, "it flies all the same");
      assert.equal(isFought(phase), player(world, "b").hp < R.FULL_HP);
      return isFought(phase);
    });
    assert.deepEqual(fought, ["warmup", "playing", "overtime"]);
  });
});
