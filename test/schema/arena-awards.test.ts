import assert from "node:assert/strict";
import { AWARDS, type AwardKind, awardsOf } from "../../schema/arena/awards.ts";
import { arena } from "../../schema/arena/game.ts";
import { FIRE } from "../../schema/arena/state.ts";
import type { ArenaWorld, Tally } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import { fell, input, lineUp, match, pass, passUntil, player, shoot } from "../support/arena.ts";

const NOTHING: Tally = { shots: 0, hits: 0, damage: 0, streak: 0, pickups: 0 };

/** Awards as "kind: name value". */
const told = (world: ArenaWorld) =>
  awardsOf(world).map(({ kind, name, value }) => `${AWARDS[kind]}: ${name} ${value}`);

function tallied(figures: Readonly<Record<string, Partial<Tally>>>): ArenaWorld {
  const world = match(["a", "b", "c"]);
  for (const [id, tally] of Object.entries(figures)) {
    world.secret.tallies[id] = { ...NOTHING, ...tally };
  }
  return world;
}

describe("arena awards", () => {
  it("[AR16] a match of nothing has none", () => {
    assert.deepEqual(told(match(["a", "b"])), []);
    assert.deepEqual(told(tallied({ a: {}, b: {} })), []);
  });

  for (const [kind, below, least] of [
    ["streak", { streak: 2 }, { streak: 3 }],
    ["aim", { shots: 20, hits: 3 }, { shots: 20, hits: 4 }],
    ["damage", { damage: 199 }, { damage: 200 }],
    ["pickups", { pickups: 2 }, { pickups: 3 }],
  ] as const satisfies readonly (readonly [AwardKind, Partial<Tally>, Partial<Tally>])[]) {
    it(`[AR16] golden: ${kind} from its least figure on`, () => {
      assert.deepEqual(told(tallied({ b: below })), []);
      const [award] = told(tallied({ b: least }));
      assert.match(award ?? "", new RegExp(`^${kind}: B \\d+$`));
    });
  }

  it("[AR16] golden: assists from 2 on", () => {
    const world = tallied({ a: {}, b: {} });
    player(world, "b").assists = 1;
    assert.deepEqual(told(world), []);
    player(world, "b").assists = 2;
    assert.deepEqual(told(world), ["assists: B 2"]);
  });

  it("[AR16] the best of each kind, the first of equals", () => {
    const world = tallied({
      a: { streak: 5, damage: 300, pickups: 3 },
      b: { streak: 5, damage: 900, shots: 40, hits: 20 },
      c: { streak: 4, pickups: 4, shots: 100, hits: 99 },
    });
    player(world, "a").assists = 3;
    player(world, "c").assists = 9;
    assert.deepEqual(told(world), [
      "streak: A 5",
      "assists: C 9",
      "aim: C 99",
      "damage: B 900",
      "pickups: C 4",
    ]);
  });

  it("[AR16] few shots say nothing about an aim, however good", () => {
    assert.deepEqual(told(tallied({ a: { shots: 19, hits: 19 } })), []);
    assert.deepEqual(told(tallied({ a: { shots: 21, hits: 20 } })), ["aim: A 95"]);
  });

  it("[AR16] counts shots, hits, damage and the streak of what is played", () => {
    const world = match(["a", "b"]);
    lineUp(world, ["a", "b"]);
    fell(world, "a", "b");
    pass(world, 75);
    lineUp(world, ["a", "b"]);
    shoot(world, "a", "b");
    player(world, "a").cooldown = 0;
    arena.act(world, "a", input({ buttons: FIRE, aim: 0x8000 }), livePosition);
    assert.deepEqual(world.secret.tallies.a, {
      shots: 6,
      hits: 5,
      damage: 125,
      streak: 1,
      pickups: 0,
    });
  });

  it("[AR11] [AR16] are given when the match ends, keep name and colour of who leaves, and go with the next", () => {
    const world = match(["a", "b"], { scoreLimit: 3, breakSeconds: 3 });
    for (let n = 0; n < 3; n++) {
      lineUp(world, ["a", "b"]);
      fell(world, "a", "b");
      assert.equal(world.state.awards.length, 0);
      if (n < 2) pass(world, 75);
    }
    player(world, "a").hue = 5;
    arena.tick(world);
    arena.leave(world, "a");
    const given = [...world.state.awards].map((award) => award.toJSON());
    assert.deepEqual(given, [
      { kind: AWARDS.indexOf("streak"), name: "A", hue: 5, team: 0, value: 3 },
      { kind: AWARDS.indexOf("damage"), name: "A", hue: 5, team: 0, value: 300 },
    ]);
    passUntil(world, "warmup", 200);
    assert.equal(world.state.awards.length, 0);
    assert.deepEqual(world.secret.tallies, {});
  });
});
