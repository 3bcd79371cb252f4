import assert from "node:assert/strict";
import { onScreen } from "../../schema/arena/bot.ts";
import { arena } from "../../schema/arena/game.ts";
import { mapOf, type PickupKind, rayLength, TILE, UNIT } from "../../schema/arena/map.ts";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { ArenaInput, FIRE } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { knowsAll, livePosition } from "../../schema/lib/game.ts";
import {
  atrium,
  lineUp,
  match,
  passUntil,
  player,
  playTick,
  sum,
  worldOf,
} from "../support/arena.ts";

/** What the bot in seat `id` would send. */
function choice(world: ArenaWorld, id: string, tick: number) {
  const into = new ArenaInput();
  arena.bot({ state: world.state, id, tick, knows: knowsAll }, into);
  return { move: into.move, buttons: into.buttons, aim: into.aim };
}

/** Everything that the bot would send in a while, its body held where it is. */
const choices = (world: ArenaWorld, id: string) =>
  Array.from({ length: 300 }, (_, tick) => choice(world, id, tick));

const pickupsOf = (map: string, kind: PickupKind) =>
  mapOf(map).pickups.filter((pickup) => pickup.kind === kind);

/** Only pickup `index` lies there. */
const only = (world: ArenaWorld, index: number) => {
  world.state.pickups = (1 << index) >>> 0;
};

/** Points by which the `strong` bots beat the `weak` ones, three a side, in one minute. */
function duelOfSkills(seed: number, weak: number, strong: number): number {
  const ids = Array.from({ length: 6 }, (_, n) => `bot-${n}`);
  const world = match(ids, { matchSeconds: 60, scoreLimit: 200 }, seed);
  const into = new ArenaInput();
  const skillOf = (id: string) => (Number(id.slice(4)) % 2 ? strong : weak);
  while (world.state.phase === "playing") {
    for (const id of world.state.players.keys()) {
      world.state.skill = skillOf(id);
      arena.bot({ state: world.state, id, tick: world.secret.tick, knows: knowsAll }, into);
      arena.act(world, id, into, livePosition);
    }
    arena.tick(world);
  }
  const score = (skill: number) =>
    sum([...world.state.players].map(([id, p]) => (skillOf(id) === skill ? p.score : 0)));
  return score(strong) - score(weak);
}

describe("arena bots", () => {
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

  it("[AR9] the strength is chosen with the room", () => {
    const of = (skill: string) => worldOf([], { skill }).state.skill;
    assert.deepEqual(["easy", "normal", "hard"].map(of), [0, 1, 2]);
  });

  it("[AR6] decide by what they are given: the same moment, the same input", () => {
    const world = match(["a", "b", "c", "d"]);
    for (let n = 0; n < 200; n++) playTick(world);
    const twin = match(["a", "b", "c", "d"]);
    twin.state.assign(JSON.parse(JSON.stringify({ map: world.state.map })));
    twin.state.pickups = world.state.pickups;
    for (const [id, { x, y, aim, hp, alive, dash, boost, power }] of world.state.players) {
      player(twin, id).assign({ x, y, aim, hp, alive, dash, boost, power });
    }
    for (const id of ["a", "b", "c", "d"]) {
      assert.deepEqual(choices(twin, id), choices(world, id));
    }
  });

  it("[AR6] see only what a player's screen shows: no foe beyond it", () => {
    const world = match(["a", "b"]);
    const at = { x: 12.5 * TILE, y: 13.5 * TILE };
    player(world, "a").assign(at);
    for (const [dx, dy, seen] of [
      [640, 0, true],
      [641, 0, false],
      [0, 360, true],
      [0, -361, false],
    ] as const) {
      player(world, "b").assign({ x: at.x + dx * UNIT, y: at.y + dy * UNIT });
      assert.equal(onScreen(player(world, "a"), player(world, "b")), seen);
    }
    player(world, "b").assign({ x: at.x + 641 * UNIT, y: at.y });
    const blind = choices(world, "a");
    player(world, "b").y += TILE;
    assert.deepEqual(choices(world, "a"), blind, "moving an unseen player changes nothing");
    player(world, "b").assign({ x: at.x + 639 * UNIT, y: at.y });
    assert.notDeepEqual(choices(world, "a"), blind);
  });

  it("[AR6] never look through walls, at foes or at pickups", () => {
    const world = match(["a", "b"]);
    player(world, "a").assign({ x: 3.5 * TILE, y: 9.5 * TILE, hp: 10 });
    player(world, "b").assign({ x: 9.5 * TILE, y: 9.5 * TILE });
    assert.ok(rayLength(atrium, player(world, "a"), 1, 0, 6 * TILE) < 6 * TILE);
    const hidden = choices(world, "a");
    for (const { buttons } of hidden) assert.equal(buttons & FIRE, 0);
    player(world, "b").y -= UNIT;
    assert.deepEqual(choices(world, "a"), hidden);
    // Behind the same block lies a boost.
    const boost = atrium.pickups.findIndex(({ x, y }) => x === 8.5 * TILE && y === 11.5 * TILE);
    player(world, "a").assign({ x: 5.5 * TILE, y: 8.5 * TILE, hp: 100 });
    player(world, "b").assign({ x: 28.5 * TILE, y: 1.5 * TILE });
    world.state.pickups = 0;
    const without = choices(world, "a");
    only(world, boost);
    assert.deepEqual(choices(world, "a"), without);
  });

  it("[AR6] the fallen and the absent send nothing", () => {
    const world = match(["a", "b"]);
    player(world, "a").assign({ alive: false, hp: 0 });
    for (const id of ["a", "nobody"]) {
      const { move, buttons } = choice(world, id, 5);
      assert.deepEqual([move, buttons], [0, 0]);
    }
  });

  it("[AR12] fight foes only, whoever is nearer", () => {
    const world = match(["a", "b", "c", "d"], { mode: "teams" });
    lineUp(world, ["a", "c", "b", "d"]);
    world.state.pickups = 0;
    const before = choices(world, "a");
    assert.ok(before.some(({ buttons }) => buttons & FIRE));
    player(world, "c").y += 5 * UNIT;
    assert.deepEqual(choices(world, "a"), before, "an ally's place decides nothing");
    for (const foe of ["b", "d"]) player(world, foe).assign({ alive: false, hp: 0 });
    assert.ok(choices(world, "a").every(({ buttons }) => !(buttons & FIRE)));
  });

  for (const [kind, hurt] of [
    ["health", { hp: 40 }],
    ["boost", {}],
    ["power", {}],
  ] as const) {
    it(`[AR6] fetch ${kind} that they see and can use, and nothing that they cannot`, () => {
      const world = match(["bot-0", "b"], { map: "circus" });
      // Power lies in the open middle; b is far away in its court.
      const [pickup] = pickupsOf("circus", kind);
      assert.ok(pickup);
      const index = mapOf("circus").pickups.indexOf(pickup);
      const bot = player(world, "bot-0");
      player(world, "b").assign({ x: 58.5 * TILE, y: 42.5 * TILE });
      const start = { x: pickup.x, y: pickup.y + 2 * TILE };
      bot.assign({ ...start, ...hurt });
      only(world, index);
      for (let ticks = 0; ticks < 30 && world.state.pickups; ticks++) playTick(world);
      assert.equal(world.state.pickups, 0, "taken within a second");
      const useless = { hp: 100, boost: 90, power: 90 };
      bot.assign({ ...start, ...useless });
      only(world, index);
      const lying = choices(world, "bot-0");
      world.state.pickups = 0;
      assert.deepEqual(choices(world, "bot-0"), lying);
    });
  }

  it("[AR6] the hurt fetch health in the middle of a fight, and go on firing", () => {
    const world = match(["bot-0", "bot-1"], { skill: "hard" });
    const [health] = pickupsOf("atrium", "health");
    assert.ok(health);
    player(world, "bot-0").assign({ x: health.x, y: health.y + 2 * TILE, hp: 30, dash: 40 });
    player(world, "bot-1").assign({ x: health.x + 2 * TILE, y: health.y });
    let fired = false;
    for (let ticks = 0; ticks < 40 && player(world, "bot-0").hp <= 50; ticks++) {
      player(world, "bot-1").shield = 60;
      player(world, "bot-0").hp = Math.max(30, player(world, "bot-0").hp);
      playTick(world);
      fired ||= player(world, "bot-0").bolts > 0;
    }
    assert.ok(player(world, "bot-0").hp > 50 && fired);
  });

  for (const map of MAP_IDS) {
    it(`[AR6] ${map}: get about everywhere, and are caught by no corner`, () => {
      const { spawns } = mapOf(map);
      const visited = new Set<string>();
      spawns.forEach((spawn, n) => {
        const world = worldOf([`bot-${n}`], { map }, n + 1);
        const bot = player(world, `bot-${n}`);
        bot.assign({ x: spawn.x + 17 * UNIT, y: spawn.y - 17 * UNIT });
        let stood = 0;
        for (let tick = 0; tick < 900; tick++) {
          const { x, y } = bot;
          playTick(world);
          stood = bot.x === x && bot.y === y ? stood + 1 : 0;
          assert.ok(stood < 128, `stands at ${x / TILE}, ${y / TILE}, tick ${tick}`);
          visited.add(`${bot.x >> 13},${bot.y >> 13}`);
        }
      });
      const { columns, rows } = mapOf(map);
      const cells = Math.ceil(columns / 8) * Math.ceil(rows / 8);
      assert.ok(visited.size > 0.7 * cells, `${visited.size} of ${cells} parts of the map`);
    });
  }

  it("[AR6] are held before a match like everybody, and let each other be between matches", () => {
    const world = worldOf(["bot-0", "bot-1"], { scoreLimit: 1, breakSeconds: 3 });
    playTick(world);
    const { x, y } = player(world, "bot-0");
    for (let n = 0; n < 80; n++) playTick(world);
    assert.deepEqual([player(world, "bot-0").x, player(world, "bot-0").y], [x, y]);
    passUntil(world, "playing");
    world.state.sun = 0;
    player(world, "bot-0").score = 1;
    playTick(world);
    assert.equal(world.state.phase, "over");
    lineUp(world, ["bot-0", "bot-1"]);
    assert.ok(choices(world, "bot-0").every(({ buttons }) => buttons === 0));
  });
});
