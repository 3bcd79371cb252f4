import assert from "node:assert/strict";
import { arena } from "../../schema/arena/game.ts";
import { mapOf, TILE } from "../../schema/arena/map.ts";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { FULL_HP, RESPAWN_TICKS } from "../../schema/arena/rules.ts";
import { FIRE } from "../../schema/arena/state.ts";
import { allied, balanceTeams, largerTeam, MOON, SUN } from "../../schema/arena/teams.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import {
  fell,
  input,
  lineUp,
  match,
  pass,
  player,
  seat,
  shoot,
  worldOf,
} from "../support/arena.ts";

const teams = (world: ArenaWorld) =>
  [...world.state.players].map(([id, { team }]) => `${id}${team}`).join(" ");

const sizes = ({ state }: ArenaWorld) =>
  [SUN, MOON].map((team) => [...state.players.values()].filter((p) => p.team === team).length);

/** The side of the map on whose spawn a player stands. */
function sideOf(world: ArenaWorld, id: string): number {
  const { x, y } = player(world, id);
  const { spawns } = mapOf(world.state.map);
  const at = (spot: { x: number; y: number }) =>
    Math.abs(spot.x - x) <= TILE / 2 && Math.abs(spot.y - y) <= TILE / 2;
  return spawns.find(at)?.side ?? 0;
}

/** a, b, c, d as sun, moon, sun, moon on one line: a c | b d. */
function twoOnTwo(): ArenaWorld {
  const world = match(["a", "b", "c", "d"], { mode: "teams" });
  assert.equal(teams(world), "a1 b2 c1 d2");
  lineUp(world, ["a", "c", "b", "d"]);
  return world;
}

describe("arena teams", () => {
  it("[AR12] without teams nobody is anybody's ally", () => {
    assert.equal(allied({ team: 0 }, { team: 0 }), false);
    assert.equal(allied({ team: SUN }, { team: MOON }), false);
    assert.equal(allied({ team: SUN }, { team: SUN }), true);
    assert.equal(teams(match(["a", "b"])), "a0 b0");
  });

  it("[AR12] a bolt passes allies and hits the foe behind them", () => {
    const world = twoOnTwo();
    arena.act(world, "a", input({ buttons: FIRE, aim: 0 }), livePosition);
    assert.deepEqual(
      ["c", "b", "d"].map((id) => player(world, id).hp),
      [FULL_HP, 75, FULL_HP],
    );
  });

  it("[AR12] a fall scores for the player and the team, an assist for an ally's help", () => {
    const world = twoOnTwo();
    shoot(world, "c", "b");
    fell(world, "a", "b");
    assert.deepEqual([world.state.sun, world.state.moon], [1, 0]);
    assert.deepEqual([player(world, "a").score, player(world, "c").assists], [1, 1]);
    lineUp(world, ["a", "c", "d"]);
    fell(world, "d", "c");
    assert.deepEqual([world.state.sun, world.state.moon], [1, 1]);
  });

  it("[AR12] who leaves takes no point from the team", () => {
    const world = twoOnTwo();
    fell(world, "a", "b");
    arena.leave(world, "a");
    assert.deepEqual([world.state.sun, world.state.moon], [1, 0]);
  });

  it("[AR12] people join the team with fewer people, however many bots it has", () => {
    const world = worldOf([], { mode: "teams" });
    for (const id of ["bot-0", "bot-1", "bot-2", "a", "b", "c"]) {
      arena.join(world, seat(id, id.startsWith("bot")));
    }
    assert.equal(teams(world), "bot-01 bot-12 bot-21 a2 b1 c2");
    arena.leave(world, "b");
    arena.join(world, seat("d"));
    assert.equal(player(world, "d").team, SUN);
  });

  it("[AR12] bots even out the whole; between equals one joins the team that is behind", () => {
    const world = worldOf(["a", "b", "c"], { mode: "teams" });
    arena.join(world, seat("bot-0", true));
    assert.equal(teams(world), "a1 b2 c1 bot-02");
    arena.leave(world, "c");
    arena.join(world, seat("bot-1", true));
    assert.equal(teams(world), "a1 b2 bot-02 bot-11");
    for (const [sun, moon, team] of [
      [5, 3, MOON],
      [3, 5, SUN],
      [4, 4, SUN],
    ] as const) {
      world.state.assign({ sun, moon });
      arena.join(world, seat("e"));
      assert.equal(player(world, "e").team, team);
      arena.leave(world, "e");
    }
  });

  it("[AR12] before a match the last to come, bots first, move until the teams are equal but for one", () => {
    for (const [ids, left, expected] of [
      [["a", "b", "c", "d", "e", "f"], ["b", "d", "f"], "a1 c1 e2"],
      [["a", "b", "c", "d", "bot-0", "bot-1", "e"], ["b", "d", "bot-1"], "a1 c1 bot-02 e2"],
    ] as const) {
      const world = worldOf(ids, { mode: "teams" });
      for (const id of left) arena.leave(world, id);
      arena.restart(world);
      assert.equal(teams(world), expected);
      const [sun = 0, moon = 0] = sizes(world);
      assert.ok(Math.abs(sun - moon) < 2);
    }
  });

  it("[AR12] where there were no teams, people and bots are divided evenly: who has none counts for neither", () => {
    const world = worldOf(["a", "b", "c", "d", "bot-0", "bot-1", "bot-2", "bot-3"]);
    world.state.teams = true;
    assert.equal(largerTeam(world.state), 0);
    balanceTeams(world.state);
    assert.equal(teams(world), "a1 b2 c1 d2 bot-01 bot-12 bot-21 bot-32");
  });

  it("[AR12] equal teams stay as they are, and are given up where there are none", () => {
    const world = twoOnTwo();
    balanceTeams(world.state);
    assert.equal(teams(world), "a1 b2 c1 d2");
    world.state.teams = false;
    balanceTeams(world.state);
    assert.equal(teams(world), "a0 b0 c0 d0");
  });

  for (const map of MAP_IDS) {
    it(`[AR4] ${map}: a team comes in on its own side, at the start and after a fall`, () => {
      const ids = Array.from({ length: 12 }, (_, n) => `p${n}`);
      const world = worldOf(ids, { mode: "teams", map });
      arena.restart(world);
      for (const id of ids) assert.equal(sideOf(world, id), player(world, id).team, id);
      pass(world, 100);
      player(world, "p0").assign({ alive: false, hp: 0 });
      world.secret.respawnAt.p0 = world.secret.tick + RESPAWN_TICKS;
      pass(world, RESPAWN_TICKS);
      assert.equal(player(world, "p0").alive, true);
      assert.equal(sideOf(world, "p0"), player(world, "p0").team);
    });
  }

  it("[AR4] alone everybody comes in on either side", () => {
    const ids = Array.from({ length: 10 }, (_, n) => `p${n}`);
    const world = worldOf(ids);
    arena.restart(world);
    assert.deepEqual([...new Set(ids.map((id) => sideOf(world, id)))].sort(), [SUN, MOON]);
  });
});
