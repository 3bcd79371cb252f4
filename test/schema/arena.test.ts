import assert from "node:assert/strict";
import { onScreen } from "../../schema/arena/bot.ts";
import { arena } from "../../schema/arena/game.ts";
import {
  type ArenaMap,
  boxBlocked,
  mapOf,
  rayLength,
  solidAt,
  TILE,
  UNIT,
} from "../../schema/arena/map.ts";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { type ArenaWorld, OVER_SECONDS } from "../../schema/arena/match.ts";
import * as R from "../../schema/arena/rules.ts";
import { ArenaInput, type Body, DASH, FIRE, type Player } from "../../schema/arena/state.ts";
import { angle16 } from "../../schema/lib/angle.ts";
import { livePosition } from "../../schema/lib/game.ts";

const map = mapOf("atrium");
const options = arena.options.parse({});
const seat = (id: string) => ({ id, name: id.toUpperCase(), hue: 0, bot: false });

function duel(overrides: Partial<typeof options> = {}): ArenaWorld {
  const world = arena.create(1, { ...options, ...overrides });
  arena.join(world, seat("a"));
  arena.join(world, seat("b"));
  return world;
}

const player = (world: ArenaWorld, id: string) => world.state.players.get(id) as Player;

const input = (fields: Partial<{ move: number; buttons: number; aim: number }>) =>
  Object.assign(new ArenaInput(), fields);

const bodyAt = (x: number, y: number): Body => ({
  x,
  y,
  alive: true,
  cooldown: 0,
  shield: 0,
  dash: 0,
  dashTo: 0,
});

/** Puts `a` and `b` on the open line y = 8.5 tiles, `gap` units apart, unprotected, `a` aiming at `b`. */
function faceOff(world: ArenaWorld, gap = 4 * TILE): void {
  const at = { x: 10.5 * TILE, y: 9.5 * TILE };
  player(world, "a").assign({ ...at, shield: 0, aim: 0 });
  player(world, "b").assign({ x: at.x + gap, y: at.y, shield: 0 });
}

function shootUntilFelled(world: ArenaWorld, by = "a", at = "b"): number {
  let shots = 0;
  for (let tick = 0; tick < 300 && player(world, at).alive; tick++) {
    const before = player(world, by).bolts;
    const aim = angle16(
      player(world, at).x - player(world, by).x,
      player(world, at).y - player(world, by).y,
    );
    arena.act(world, by, input({ buttons: FIRE, aim }), livePosition);
    if (player(world, by).bolts !== before) shots++;
    arena.tick(world);
  }
  return shots;
}

describe("arena rules", () => {
  describe("map", () => {
    for (const id of MAP_IDS) {
      const each = mapOf(id);

      it(`[AR1] ${id}: closed by walls, and every spawn stands free`, () => {
        for (let x = 0; x < each.columns; x++) {
          assert.ok(solidAt(each, x * TILE, 0) && solidAt(each, x * TILE, each.height - 1));
        }
        for (let y = 0; y < each.rows; y++) {
          assert.ok(solidAt(each, 0, y * TILE) && solidAt(each, each.width - 1, y * TILE));
        }
        assert.ok(each.spawns.length >= 8);
        for (const { x, y } of each.spawns) assert.ok(!boxBlocked(each, x, y, R.BODY));
      });

      it(`[AR1] ${id}: all spawns reach each other`, () => {
        const reached = flood(each, each.spawns[0] as { x: number; y: number });
        for (const { x, y } of each.spawns) assert.ok(reached.has(tileKey(x, y)), `${x},${y}`);
      });

      it(`[AR1] ${id}: fits the 16-bit grid, and knows its tiles`, () => {
        assert.ok(each.width <= 65535 && each.height <= 65535);
        assert.match(each.tiles.join(""), /^[#ost.]+$/);
      });
    }

    it("[AR1] an unknown map is an error, not a void", () => {
      assert.throws(() => mapOf("nowhere"), /no such map: nowhere/);
      assert.throws(() => mapOf("toString"), /no such map/);
    });
  });

  describe("movement", () => {
    it("[AR2] full speed is 240 px/s: 8 px a tick, in each of the 8 directions", () => {
      for (let eighth = 0; eighth < 8; eighth++) {
        const body = bodyAt(15 * TILE, 9.5 * TILE);
        R.stepBody(map, body, input({ move: R.packMove(eighth * 4, 7) }));
        const moved = Math.hypot(body.x - 15 * TILE, body.y - 9.5 * TILE) / UNIT;
        assert.ok(Math.abs(moved - 8) < 0.1, `direction ${eighth}: ${moved} px`);
      }
    });

    it("[AR2] a stick's strength scales the speed", () => {
      const body = bodyAt(15 * TILE, 9.5 * TILE);
      R.stepBody(map, body, input({ move: R.packMove(0, 3) }));
      assert.equal(body.x - 15 * TILE, Math.round((R.STRIDE * 3) / 7));
    });

    it("[AR2] walls stop a body at their face, and it slides along them", () => {
      const body = bodyAt(1.5 * TILE, 2.5 * TILE);
      for (let i = 0; i < 30; i++) R.stepBody(map, body, input({ move: R.packMove(16, 7) }));
      assert.equal(body.x, TILE + R.BODY);
      const y = body.y;
      R.stepBody(map, body, input({ move: R.packMove(12, 7) }));
      assert.equal(body.x, TILE + R.BODY);
      assert.ok(body.y > y, "slides down the wall");
    });

    it("[AR2] the fallen do not move, aim or fire", () => {
      const world = duel();
      player(world, "a").assign({ alive: false, hp: 0 });
      const before = JSON.stringify(player(world, "a"));
      arena.act(world, "a", input({ move: 255, buttons: FIRE, aim: 9 }), livePosition);
      assert.equal(JSON.stringify(player(world, "a")), before);
    });
  });

  describe("dash", () => {
    /** Steps with these inputs in turn, then without any, for `ticks` in all; returns px moved. */
    function moved(body: Body, ticks: number, ...inputs: ArenaInput[]): { x: number; y: number } {
      const from = { x: body.x, y: body.y };
      for (let tick = 0; tick < ticks; tick++) R.stepBody(map, body, inputs[tick] ?? input({}));
      return { x: (body.x - from.x) / UNIT, y: (body.y - from.y) / UNIT };
    }

    it("[AR7] covers 120 px in 5 ticks the way one moves, whatever is pressed meanwhile", () => {
      const body = bodyAt(15 * TILE, 9.5 * TILE);
      const right = input({ move: R.packMove(0, 7), buttons: DASH });
      const back = input({ move: R.packMove(16, 7) });
      assert.deepEqual(moved(body, 5, right, back, back, back, back), { x: 120, y: 0 });
      assert.deepEqual(moved(body, 1, back), { x: -8, y: 0 }, "then one walks again");
    });

    it("[AR7] goes where one looks when standing still", () => {
      assert.deepEqual(
        moved(bodyAt(15 * TILE, 9.5 * TILE), 6, input({ buttons: DASH, aim: 16384 })),
        { x: 0, y: 120 },
      );
    });

    it("[AR7] comes once in 1.5 s, held or not", () => {
      const body = bodyAt(11.5 * TILE, 13.5 * TILE);
      const held = Array.from({ length: 45 }, () => input({ buttons: DASH }));
      assert.deepEqual(moved(body, 45, ...held), { x: 120, y: 0 });
      assert.deepEqual(moved(body, 6, input({ buttons: DASH })), { x: 120, y: 0 });
    });

    it("[AR7] is stopped by walls, and the fallen do not dash", () => {
      const body = bodyAt(2 * TILE, 2.5 * TILE);
      moved(body, 6, input({ move: R.packMove(16, 7), buttons: DASH }));
      assert.equal(body.x, TILE + R.BODY);
      const fallen = { ...bodyAt(15 * TILE, 9.5 * TILE), alive: false };
      assert.deepEqual(moved(fallen, 6, input({ buttons: DASH })), { x: 0, y: 0 });
    });
  });

  describe("bolts", () => {
    it("[AR3] four hits fell a player, one bolt every 9 ticks", () => {
      const world = duel();
      faceOff(world);
      assert.equal(shootUntilFelled(world), R.FULL_HP / R.BOLT_DAMAGE);
      assert.equal(world.secret.tick, 3 * R.COOLDOWN_TICKS + 1);
    });

    it("[AR3] a bolt ends at the first wall and hits nobody behind it", () => {
      const world = duel();
      player(world, "a").assign({ x: 3.5 * TILE, y: 9.5 * TILE, shield: 0 });
      player(world, "b").assign({ x: 9.5 * TILE, y: 9.5 * TILE, shield: 0 });
      arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
      assert.equal(player(world, "b").hp, R.FULL_HP);
      assert.equal(player(world, "a").boltX, 6 * TILE, "stops at the wall's face");
    });

    it("[AR3] a bolt reaches 720 px and no farther", () => {
      const world = duel();
      for (const [gap, hp] of [
        [R.BOLT_REACH + R.TARGET - UNIT, R.FULL_HP - R.BOLT_DAMAGE],
        [R.BOLT_REACH + R.TARGET + UNIT, R.FULL_HP],
      ] as const) {
        player(world, "a").assign({ x: 11.5 * TILE, y: 13.5 * TILE, shield: 0, cooldown: 0 });
        player(world, "b").assign({
          x: 11.5 * TILE + gap,
          y: 13.5 * TILE,
          shield: 0,
          hp: R.FULL_HP,
        });
        arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
        assert.equal(player(world, "b").hp, hp, `gap ${gap / UNIT} px`);
      }
    });

    it("[AR3] is judged where the shooter saw the target, not where it is", () => {
      const world = duel();
      faceOff(world);
      const seen = { x: player(world, "b").x, y: player(world, "b").y };
      player(world, "b").y += 3 * TILE;
      arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), () => seen);
      assert.equal(player(world, "b").hp, R.FULL_HP - R.BOLT_DAMAGE);
    });

    it("[AR3] hits the nearest of two in line", () => {
      const world = duel();
      arena.join(world, seat("c"));
      faceOff(world);
      player(world, "c").assign({
        x: player(world, "b").x + TILE,
        y: player(world, "b").y,
        shield: 0,
      });
      arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
      assert.deepEqual([player(world, "b").hp, player(world, "c").hp], [75, 100]);
    });
  });

  describe("death and respawn", () => {
    it("[AR4] felling scores one, and the fallen is back after 75 ticks, whole and protected", () => {
      const world = duel();
      faceOff(world);
      shootUntilFelled(world);
      assert.deepEqual([player(world, "a").score, player(world, "b").deaths], [1, 1]);
      assert.equal(player(world, "b").felledBy, "a");
      // The tick in which b fell was the first of the 75.
      for (let i = 1; i < R.RESPAWN_TICKS - 1; i++) arena.tick(world);
      assert.equal(player(world, "b").alive, false);
      assert.equal(player(world, "b").respawnIn, 1);
      arena.tick(world);
      const { alive, hp, shield, respawnIn } = player(world, "b");
      assert.deepEqual(
        { alive, hp, shield, respawnIn },
        { alive: true, hp: 100, shield: R.SHIELD_TICKS, respawnIn: 0 },
      );
    });

    it("[AR4] protection takes no damage, runs out by itself, and ends with the first shot", () => {
      const world = duel();
      faceOff(world);
      player(world, "b").shield = R.SHIELD_TICKS;
      arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
      assert.equal(player(world, "b").hp, R.FULL_HP);
      assert.equal(player(world, "a").hits, 0, "no hit mark for a hit that counts nothing");
      for (let i = 0; i < R.SHIELD_TICKS; i++) arena.idle(world, "b");
      assert.equal(player(world, "b").shield, 0);
      player(world, "b").shield = 30;
      arena.act(world, "b", input({ buttons: FIRE, aim: 16384 }), livePosition);
      assert.equal(player(world, "b").shield, 0);
    });

    it("[AR4] spawns far from the living", () => {
      const world = duel();
      const { x, y } = player(world, "a");
      arena.join(world, seat("c"));
      const gap = Math.abs(player(world, "c").x - x) + Math.abs(player(world, "c").y - y);
      assert.ok(gap > 6 * TILE, `${gap / TILE} tiles`);
    });
  });

  describe("match", () => {
    it("[AR5] ends at the score limit, names the winner, and the next match starts clean", () => {
      const world = duel({ scoreLimit: 1 });
      faceOff(world);
      shootUntilFelled(world);
      assert.equal(world.state.phase, "over");
      assert.equal(world.state.winner, "A");
      for (let i = 0; i < OVER_SECONDS * R.TICK_HZ; i++) arena.tick(world);
      assert.equal(world.state.phase, "playing");
      assert.equal(world.state.match, 2);
      assert.deepEqual([player(world, "a").score, player(world, "b").deaths], [0, 0]);
      assert.ok(player(world, "b").alive);
    });

    it("[AR8] the next match is on the next map, unless the room was made for one", () => {
      for (const [chosen, maps] of [
        ["rotate", [...MAP_IDS, MAP_IDS[0]]],
        ["pit", ["pit", "pit", "pit"]],
      ] as const) {
        const world = duel({ map: chosen, matchSeconds: 10 });
        for (const [n, map] of maps.entries()) {
          assert.equal(world.state.map, map, `${chosen}, match ${n + 1}`);
          for (let i = 0; i < (10 + OVER_SECONDS) * R.TICK_HZ; i++) arena.tick(world);
          arena.check(world);
        }
      }
    });

    it("[AR5] ends by the clock, and a tie has no winner", () => {
      const world = duel({ matchSeconds: 10 });
      for (let i = 0; i < 10 * R.TICK_HZ; i++) arena.tick(world);
      assert.equal(world.state.phase, "over");
      assert.equal(world.state.winner, "");
    });

    it("[AR5] nobody is hurt while it is over", () => {
      const world = duel();
      faceOff(world);
      world.state.phase = "over";
      arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
      assert.equal(player(world, "b").hp, R.FULL_HP);
    });

    it("[AR5] every point is somebody's death, on every tick of a bot match", () => {
      const world = arena.create(6, options);
      for (let n = 0; n < 8; n++) arena.join(world, { ...seat(`bot-${n}`), bot: true });
      const into = new ArenaInput();
      while (!arena.over(world)) {
        for (const id of world.state.players.keys()) {
          arena.bot(world.state, id, world.secret.tick, into);
          arena.act(world, id, into, livePosition);
        }
        arena.tick(world);
        arena.check(world);
        const all = [...world.state.players.values()];
        assert.equal(sum(all.map((p) => p.score)), sum(all.map((p) => p.deaths)));
      }
      assert.ok(sum([...world.state.players.values()].map((p) => p.score)) > 10);
    });
  });

  describe("bots", () => {
    it("[AR9] come in three strengths: the stronger side fells more", () => {
      for (const [weak, strong] of [
        [0, 1],
        [1, 2],
      ] as const) {
        let lead = 0;
        for (let seed = 1; seed <= 10; seed++) lead += duelOfSkills(seed, weak, strong);
        assert.ok(lead > 30, `${strong} against ${weak}: ${lead} points ahead`);
      }
    });

    it("[AR6] see only what a player's screen shows", () => {
      const world = duel();
      faceOff(world, 11 * TILE);
      assert.ok(!onScreen(player(world, "a"), player(world, "b")));
      const into = new ArenaInput();
      arena.bot(world.state, "a", 7, into);
      const blind = { ...into.toJSON() };
      player(world, "b").y += TILE;
      arena.bot(world.state, "a", 7, into);
      assert.deepEqual(into.toJSON(), blind, "moving an unseen player changes nothing");
    });

    it("[AR6] never look through walls", () => {
      const world = duel();
      player(world, "a").assign({ x: 3.5 * TILE, y: 9.5 * TILE });
      player(world, "b").assign({ x: 9.5 * TILE, y: 9.5 * TILE });
      assert.ok(rayLength(map, player(world, "a"), 1, 0, 6 * TILE) < 6 * TILE);
      const into = new ArenaInput();
      for (let tick = 0; tick < 200; tick++) {
        arena.bot(world.state, "a", tick, into);
        assert.equal(into.buttons, 0);
      }
    });
  });
});

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const tileKey = (x: number, y: number) => `${Math.floor(x / TILE)},${Math.floor(y / TILE)}`;

function flood(map: ArenaMap, from: { x: number; y: number }): Set<string> {
  const seen = new Set([tileKey(from.x, from.y)]);
  const queue = [from];
  for (let at = queue.pop(); at; at = queue.pop()) {
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const next = { x: at.x + dx * TILE, y: at.y + dy * TILE };
      if (solidAt(map, next.x, next.y) || seen.has(tileKey(next.x, next.y))) continue;
      seen.add(tileKey(next.x, next.y));
      queue.push(next);
    }
  }
  return seen;
}

/** Points by which the `strong` bots beat the `weak` ones, three a side, in one minute. */
function duelOfSkills(seed: number, weak: number, strong: number): number {
  const world = arena.create(seed, { ...options, matchSeconds: 60, scoreLimit: 200 });
  for (let n = 0; n < 6; n++) arena.join(world, { ...seat(`bot-${n}`), bot: true });
  const into = new ArenaInput();
  const skillOf = (id: string) => (Number(id.slice(4)) % 2 ? strong : weak);
  while (!arena.over(world)) {
    for (const id of world.state.players.keys()) {
      world.state.skill = skillOf(id);
      arena.bot(world.state, id, world.secret.tick, into);
      arena.act(world, id, into, livePosition);
    }
    arena.tick(world);
  }
  const score = (skill: number) =>
    sum([...world.state.players].map(([id, p]) => (skillOf(id) === skill ? p.score : 0)));
  return score(strong) - score(weak);
}
