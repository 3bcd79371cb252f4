import assert from "node:assert/strict";
import { leading } from "../../schema/arena/flow.ts";
import { arena } from "../../schema/arena/game.ts";
import { DASH, FIRE } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import {
  fell,
  input,
  lineUp,
  match,
  pass,
  passUntil,
  player,
  seat,
  sum,
  worldOf,
} from "../support/arena.ts";

const SHORT = { matchSeconds: 10, breakSeconds: 3 };
const TICKS = { ready: 90, match: 300, overtime: 1800, pause: 90 };

function configure(world: ArenaWorld, options: object): void {
  arena.configure(world, arena.options.parse({ ...world.secret.options, ...options }));
}

/** `by` fells `at` where they stand in line. */
function score(world: ArenaWorld, by: string, at: string): void {
  lineUp(world, [by, at]);
  player(world, at).hp = 1;
  fell(world, by, at);
}

describe("arena flow", () => {
  it("[AR5] alone one waits in warm-up, without a deadline", () => {
    const world = worldOf(["a"], SHORT);
    pass(world, 1000);
    const { phase, match: count, secondsLeft } = world.state;
    assert.deepEqual({ phase, count, secondsLeft }, { phase: "warmup", count: 0, secondsLeft: 0 });
  });

  it("[AR5] golden: the second to come begins it; each phase has its length to the tick", () => {
    const world = worldOf(["a", "b"], SHORT);
    arena.tick(world);
    assert.deepEqual([world.state.phase, world.state.match], ["ready", 1]);
    assert.equal(passUntil(world, "playing"), TICKS.ready);
    assert.equal(passUntil(world, "overtime"), TICKS.match);
    assert.equal(passUntil(world, "over"), TICKS.overtime);
    assert.equal(passUntil(world, "ready"), TICKS.pause);
    assert.equal(world.state.match, 2);
  });

  it("[AR5] secondsLeft counts each phase down to its last second", () => {
    const world = match(["a", "b"], SHORT);
    const seen = Array.from({ length: TICKS.match }, () => {
      const { secondsLeft } = world.state;
      pass(world, 1);
      return secondsLeft;
    });
    assert.deepEqual(
      seen,
      Array.from({ length: TICKS.match }, (_, n) => Math.ceil((TICKS.match - n) / 30)),
    );
  });

  it("[AR17] all are placed anew, whole and held; nobody moves, dashes or fires for 3 s", () => {
    const world = worldOf(["a", "b"], SHORT);
    player(world, "a").assign({ hp: 3, score: 4, deaths: 2, boost: 9, power: 9, assists: 1 });
    arena.tick(world);
    const all = input({ move: 255, buttons: FIRE | DASH, aim: 9 });
    const { x, y } = player(world, "a");
    for (let left = 90; left > 0; left--) {
      assert.deepEqual([player(world, "a").frozen, player(world, "b").frozen], [left, left]);
      arena.act(world, "a", all, livePosition);
      arena.idle(world, "b");
      arena.tick(world);
      arena.check(world);
    }
    const { hp, score: points, deaths, boost, power, assists, bolts, dash } = player(world, "a");
    const fresh = { hp: 100, points: 0, deaths: 0, boost: 0, power: 0, assists: 0 };
    assert.deepEqual({ hp, points, deaths, boost, power, assists }, fresh);
    assert.deepEqual([player(world, "a").x, player(world, "a").y, bolts, dash], [x, y, 0, 0]);
    assert.equal(world.state.phase, "playing");
    arena.act(world, "a", all, livePosition);
    assert.notDeepEqual([player(world, "a").x, player(world, "a").y], [x, y]);
  });

  it("[AR17] who sent fewer inputs is let go with the others; who comes late waits for the rest", () => {
    const world = worldOf(["a", "b"], SHORT);
    for (let n = 0; n < 40; n++) arena.tick(world);
    arena.join(world, seat("c"));
    assert.deepEqual(
      ["a", "b", "c"].map((id) => player(world, id).frozen),
      [90, 90, 51],
    );
    for (let n = 0; n < 51; n++) arena.tick(world);
    assert.equal(world.state.phase, "playing");
    for (const id of ["a", "b", "c"]) assert.equal(player(world, id).frozen, 0);
  });

  it("[AR5] ends at the score limit, names the winner, and the next match starts clean", () => {
    const world = match(["a", "b"], { ...SHORT, scoreLimit: 2 });
    score(world, "a", "b");
    pass(world, 80);
    score(world, "a", "b");
    arena.tick(world);
    assert.deepEqual([world.state.phase, world.state.winner], ["over", "A"]);
    passUntil(world, "ready");
    assert.deepEqual([world.state.match, world.state.winner, world.state.winningTeam], [2, "", 0]);
    assert.deepEqual([player(world, "a").score, player(world, "b").deaths], [0, 0]);
    assert.ok(player(world, "b").alive);
    assert.deepEqual(world.secret.wounds, {});
  });

  it("[AR5] in teams the team's points reach the limit, and the team is named", () => {
    const world = match(["a", "b", "c", "d"], { ...SHORT, mode: "teams", scoreLimit: 2 });
    score(world, "b", "a");
    score(world, "d", "c");
    arena.tick(world);
    const { phase, winner, winningTeam, sun, moon } = world.state;
    assert.deepEqual([phase, winner, winningTeam, sun, moon], ["over", "", 2, 0, 2]);
  });

  it("[AR5] ends by the clock for whoever leads", () => {
    const world = match(["a", "b"], SHORT);
    score(world, "b", "a");
    passUntil(world, "over");
    assert.equal(world.state.winner, "B");
    assert.equal(world.secret.tick, 1 + TICKS.ready + TICKS.match);
  });

  for (const phase of ["ready", "playing", "overtime"] as const) {
    it(`[AR5] falls back to warm-up when one is left while ${phase}`, () => {
      const world = worldOf(["a", "b"], SHORT);
      passUntil(world, phase);
      arena.leave(world, "b");
      pass(world, 1);
      assert.equal(world.state.phase, "warmup");
      assert.equal(player(world, "a").frozen, 0);
      arena.join(world, seat("c"));
      pass(world, 1);
      assert.deepEqual([world.state.phase, world.state.match], ["ready", 2]);
    });
  }

  it("[AR5] an empty room waits, whatever it was doing", () => {
    for (const phase of ["ready", "playing", "overtime", "over"] as const) {
      const world = worldOf(["a", "b"], SHORT);
      passUntil(world, phase);
      for (const id of ["a", "b"]) arena.leave(world, id);
      passUntil(world, "warmup", 200);
      arena.check(world);
    }
  });

  it("[AR10] a tie goes into overtime, which the next point ends", () => {
    const world = match(["a", "b"], SHORT);
    passUntil(world, "overtime");
    pass(world, 100);
    score(world, "b", "a");
    arena.tick(world);
    assert.deepEqual([world.state.phase, world.state.winner], ["over", "B"]);
  });

  it("[AR10] an overtime without a point is a draw: no winner", () => {
    for (const mode of ["ffa", "teams"]) {
      const world = match(["a", "b"], { ...SHORT, mode });
      passUntil(world, "overtime");
      assert.equal(passUntil(world, "over"), TICKS.overtime);
      assert.deepEqual([world.state.winner, world.state.winningTeam], ["", 0]);
    }
  });

  it("[AR10] two who reach the limit in one tick play on until one leads", () => {
    const world = match(["a", "b", "c"], { ...SHORT, scoreLimit: 1 });
    for (const id of ["a", "b"]) player(world, id).score = 1;
    pass(world, 1);
    assert.equal(world.state.phase, "playing");
    player(world, "b").score = 2;
    pass(world, 1);
    assert.deepEqual([world.state.phase, world.state.winner], ["over", "B"]);
  });

  it("[AR10] golden: who leads", () => {
    for (const [scores, leader] of [
      [[0, 0, 0], undefined],
      [[1, 0, 0], "A"],
      [[1, 2, 0], "B"],
      [[2, 2, 0], undefined],
      [[0, 2, 2], undefined],
      [[2, 2, 3], "C"],
    ] as const) {
      const world = match(["a", "b", "c"]);
      ["a", "b", "c"].forEach((id, n) => {
        player(world, id).score = scores[n] as number;
      });
      const lead = leading(world.state).leader;
      assert.equal(typeof lead === "object" ? lead.name : lead, leader, scores.join());
      assert.equal(leading(world.state).score, Math.max(...scores));
    }
  });

  it("[AR11] the ranking stands for the break; nobody is hurt, and names stay when people leave", () => {
    const world = match(["a", "b", "c"], { ...SHORT, scoreLimit: 1 });
    score(world, "a", "b");
    pass(world, 1);
    lineUp(world, ["c", "a"]);
    arena.act(world, "c", input({ buttons: FIRE }), livePosition);
    assert.equal(player(world, "a").hp, 100);
    arena.leave(world, "a");
    assert.equal(passUntil(world, "ready"), TICKS.pause);
    assert.equal(sum([...world.state.players.values()].map((p) => p.score)), 0);
    const again = match(["a", "b", "c"], { ...SHORT, scoreLimit: 1 });
    score(again, "a", "b");
    pass(again, 1);
    arena.leave(again, "a");
    pass(again, 10);
    assert.deepEqual([again.state.phase, again.state.winner], ["over", "A"]);
  });

  it("[AR18] golden: the score that ends a match", () => {
    for (const [seats, mode, scoreLimit, limit] of [
      [2, "ffa", 0, 20],
      [16, "ffa", 0, 20],
      [100, "ffa", 0, 62],
      [2, "teams", 0, 30],
      [6, "teams", 0, 30],
      [7, "teams", 0, 40],
      [16, "teams", 0, 80],
      [100, "teams", 0, 500],
      [100, "teams", 7, 7],
      [2, "ffa", 500, 500],
    ] as const) {
      const ids = Array.from({ length: seats }, (_, n) => `p${n}`);
      const world = match(ids, { mode, scoreLimit, seats: 100, map: "circus" });
      assert.equal(world.state.limit, limit, `${seats} ${mode} ${scoreLimit}`);
    }
  });

  it("[AR19] a host's limit, length and strength count at once", () => {
    const world = match(["a", "b"], { ...SHORT, scoreLimit: 5, skill: "easy" });
    pass(world, 30);
    configure(world, { scoreLimit: 9, skill: "hard", matchSeconds: 20 });
    assert.deepEqual([world.state.limit, world.state.skill], [9, 2]);
    assert.equal(passUntil(world, "overtime"), 2 * TICKS.match - 30);
    score(world, "a", "b");
    configure(world, { scoreLimit: 0 });
    assert.equal(world.state.limit, 20);
  });

  it("[AR19] a shorter match ends as if it had been so long; what has passed is no debt", () => {
    const world = match(["a", "b"], { ...SHORT, matchSeconds: 60 });
    pass(world, 600);
    configure(world, { matchSeconds: 30 });
    assert.equal(passUntil(world, "overtime"), 300);
    const late = match(["a", "b"], { ...SHORT, matchSeconds: 60 });
    pass(late, 600);
    configure(late, { matchSeconds: 10 });
    assert.equal(passUntil(late, "overtime"), 1);
  });

  it("[AR19] another map and mode wait for the next match, which a restart begins at once", () => {
    const world = match(["a", "b"], SHORT);
    configure(world, { map: "pit", mode: "teams" });
    pass(world, 10);
    const standing = { phase: "playing", facts: { map: "atrium", mode: "ffa" } };
    assert.deepEqual(arena.standing(world), standing);
    arena.restart(world);
    const next = { phase: "ready", facts: { map: "pit", mode: "teams" } };
    assert.deepEqual(arena.standing(world), next);
    assert.deepEqual([player(world, "a").team, player(world, "b").team], [1, 2]);
    arena.check(world);
  });

  it("[AR19] a restart begins a match in any phase, and waits where there is nobody to fight", () => {
    for (const phase of ["ready", "playing", "overtime", "over", "vote"] as const) {
      const world = worldOf(["a", "b"], { ...SHORT, map: "rotate" });
      passUntil(world, phase);
      arena.restart(world);
      assert.deepEqual([world.state.phase, world.state.match], ["ready", 2]);
      arena.check(world);
    }
    const alone = worldOf(["a"], SHORT);
    arena.restart(alone);
    assert.deepEqual([alone.state.phase, alone.state.match], ["warmup", 0]);
  });
});
