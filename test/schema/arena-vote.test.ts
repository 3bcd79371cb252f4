import assert from "node:assert/strict";
import { arena } from "../../schema/arena/game.ts";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { allVoted, countVotes } from "../../schema/arena/vote.ts";
import { type ArenaWorld, allPickups } from "../../schema/arena/world.ts";
import { match, pass, passUntil, player, seat } from "../support/arena.ts";

const SHORT = { matchSeconds: 10, breakSeconds: 3, map: "rotate" };
const PAUSE = 90;

/** A world whose match is over, in the middle of the vote. */
function voting(ids: readonly string[], seed = 1): ArenaWorld {
  const world = match(ids, SHORT, seed);
  player(world, ids[0] as string).score = 1;
  passUntil(world, "vote");
  return world;
}

const ballot = ({ state }: ArenaWorld) => [...state.ballot];
const vote = (world: ArenaWorld, id: string, choice: number) =>
  arena.command(world, id, { vote: choice });

describe("arena vote", () => {
  it("[AR8] offers the maps that hold everybody, in turn, the present one last", () => {
    const world = voting(["a", "b"]);
    assert.equal(world.state.map, "atrium");
    assert.deepEqual(ballot(world), ["pit", "catacombs", "circus", "atrium"]);
    const many = voting(Array.from({ length: 9 }, (_, n) => `p${n}`));
    assert.deepEqual(ballot(many), ["catacombs", "circus", "atrium"]);
  });

  it("[AR8] without votes every map comes in its turn", () => {
    const world = match(["a", "b"], SHORT);
    const seen = [world.state.map];
    for (let n = 2; n <= 5; n++) {
      player(world, "a").score = 1;
      passUntil(world, "vote");
      assert.equal(passUntil(world, "ready"), PAUSE);
      seen.push(world.state.map);
      assert.equal(world.state.pickups, allPickups(world.state.map));
      arena.check(world);
      passUntil(world, "playing");
    }
    assert.deepEqual(seen, [...MAP_IDS, MAP_IDS[0]]);
  });

  it("[AR8] the most votes decide, and the vote closes when everybody there has voted", () => {
    const world = voting(["a", "b", "c", "bot-0"]);
    vote(world, "a", 2);
    vote(world, "b", 1);
    pass(world, 10);
    assert.equal(allVoted(world.state), false);
    assert.deepEqual(countVotes(world.state), [0, 1, 1, 0]);
    vote(world, "c", 2);
    pass(world, 1);
    assert.deepEqual([world.state.phase, world.state.map], ["ready", "circus"]);
    assert.deepEqual(ballot(world), []);
    for (const { vote: left } of world.state.players.values()) assert.equal(left, 0);
  });

  it("[AR8] equals are decided by lot, and only between them", () => {
    const chosen = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const world = voting(["a", "b"], seed);
      vote(world, "a", 0);
      vote(world, "b", 2);
      pass(world, 1);
      chosen.add(world.state.map);
    }
    assert.deepEqual([...chosen].sort(), ["circus", "pit"]);
  });

  it("[AR8] a vote may be changed and taken back; one for nothing, or at another time, does nothing", () => {
    const world = voting(["a", "b"]);
    vote(world, "a", 3);
    vote(world, "a", 1);
    assert.deepEqual(countVotes(world.state), [0, 1, 0, 0]);
    vote(world, "a", 4);
    vote(world, "nobody", 0);
    assert.deepEqual(countVotes(world.state), [0, 1, 0, 0]);
    vote(world, "a", -1);
    assert.deepEqual(countVotes(world.state), [0, 0, 0, 0]);
    passUntil(world, "playing");
    vote(world, "a", 0);
    assert.equal(player(world, "a").vote, 0);
    arena.check(world);
  });

  it("[AR8] nobody waits for the dropped, for bots, or for who has left", () => {
    const world = voting(["a", "b", "c", "bot-0"]);
    player(world, "b").online = false;
    vote(world, "c", 0);
    arena.leave(world, "c");
    pass(world, 1);
    assert.equal(world.state.phase, "vote");
    assert.deepEqual(countVotes(world.state), [0, 0, 0, 0]);
    vote(world, "a", 1);
    pass(world, 1);
    assert.deepEqual([world.state.phase, world.state.map], ["ready", "catacombs"]);
  });

  it("[AR8] bots alone do not end a vote early", () => {
    const world = voting(["bot-0", "bot-1"]);
    assert.equal(passUntil(world, "ready"), PAUSE);
    assert.equal(world.state.map, "pit");
  });

  it("[AR8] who joins during the vote votes too", () => {
    const world = voting(["a", "b"]);
    arena.join(world, seat("c"));
    for (const id of ["a", "b"]) vote(world, id, 0);
    pass(world, 1);
    assert.equal(world.state.phase, "vote");
    vote(world, "c", 0);
    pass(world, 1);
    assert.deepEqual([world.state.phase, world.state.map], ["ready", "pit"]);
  });

  it("[AR8] a room made for one map does not vote and keeps it", () => {
    const world = match(["a", "b"], { ...SHORT, map: "pit" });
    for (let n = 2; n <= 3; n++) {
      player(world, "a").score = 1;
      passUntil(world, "over");
      assert.equal(passUntil(world, "ready"), PAUSE);
      assert.deepEqual([world.state.map, world.state.match], ["pit", n]);
    }
  });

  it("[AR8] where one map alone holds everybody, it is taken without a vote", () => {
    const world = match(["a", "b"], SHORT);
    for (let n = 0; n < 60; n++) arena.join(world, seat(`p${n}`));
    player(world, "a").score = 1;
    passUntil(world, "over");
    assert.equal(passUntil(world, "ready"), PAUSE);
    assert.equal(world.state.map, "circus");
    arena.check(world);
  });

  it("[AR8] a room begins on the first map that holds its bots", () => {
    for (const [fill, map] of [
      [0, "atrium"],
      [24, "atrium"],
      [25, "catacombs"],
      [49, "circus"],
    ] as const) {
      assert.equal(match([], { ...SHORT, fill }).state.map, map, `${fill}`);
    }
  });
});
