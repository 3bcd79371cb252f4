import assert from "node:assert/strict";
import { arena } from "../../schema/arena/game.ts";
import { TILE, UNIT } from "../../schema/arena/map.ts";
import * as R from "../../schema/arena/rules.ts";
import { type ArenaInput, type Body, DASH, FIRE } from "../../schema/arena/state.ts";
import { livePosition } from "../../schema/lib/game.ts";
import { atrium, bodyAt, input, match, OPEN, player } from "../support/arena.ts";

/** Units that one step moves, exact: [dx, dy] for directions 0..8, a quarter turn, by strength. */
const WALK: Readonly<Record<number, string>> = {
  1: "18,0 18,4 17,7 15,10 13,13 10,15 7,17 4,18",
  2: "37,0 36,7 34,14 30,20 26,26 20,30 14,34 7,36",
  3: "55,0 54,11 51,21 46,30 39,39 30,46 21,51 11,54",
  4: "73,0 72,14 68,28 61,41 52,52 41,61 28,68 14,72",
  5: "91,0 90,18 84,35 76,51 65,65 51,76 35,84 18,90",
  6: "110,0 108,21 101,42 91,61 78,78 61,91 42,101 21,108",
  7: "128,0 126,25 118,49 106,71 91,91 71,106 49,118 25,126",
};
const BOOSTED: Readonly<Record<number, string>> = {
  1: "26,0 25,5 24,10 21,14 18,18 14,21 10,24 5,25",
  2: "51,0 50,10 47,20 43,28 36,36 28,43 20,47 10,50",
  3: "77,0 75,15 71,29 64,43 54,54 43,64 29,71 15,75",
  4: "102,0 100,20 95,39 85,57 72,72 57,85 39,95 20,100",
  5: "128,0 126,25 118,49 106,71 91,91 71,106 49,118 25,126",
  6: "154,0 151,30 142,59 128,85 109,109 85,128 59,142 30,151",
  7: "179,0 176,35 166,69 149,100 127,127 100,149 69,166 35,176",
};
/** A dash's step has one speed, whatever the strength. */
const DASHED = "384,0 377,75 355,147 319,213 272,272 213,319 147,355 75,377";

const LEFT = 16;

/** The expected step in any of the 32 directions, from the quarter turn that is written down. */
function expected(quarter: string, direction: number): [number, number] {
  const within = direction % 8;
  const [x, y] = (quarter.split(" ")[within] ?? "").split(",").map(Number) as [number, number];
  const turns: [number, number][] = [
    [x, y],
    [-y, x],
    [-x, -y],
    [y, -x],
  ];
  return turns[direction >> 3] as [number, number];
}

function stepped(body: Body, fields: Partial<ArenaInput>): [number, number] {
  const { x, y } = body;
  R.stepBody(atrium, body, input(fields));
  return [body.x - x, body.y - y];
}

/** Compares without telling 0 from -0. */
function assertStep(actual: [number, number], wanted: [number, number], what: string): void {
  assert.ok(actual[0] === wanted[0] && actual[1] === wanted[1], `${what}: ${actual} for ${wanted}`);
}

/** Steps with these inputs in turn, then without any, for `ticks` in all; returns px moved. */
function moved(body: Body, ticks: number, ...inputs: ArenaInput[]): { x: number; y: number } {
  const from = { x: body.x, y: body.y };
  for (let tick = 0; tick < ticks; tick++) R.stepBody(atrium, body, inputs[tick] ?? input());
  return { x: (body.x - from.x) / UNIT, y: (body.y - from.y) / UNIT };
}

describe("arena movement", () => {
  for (const [name, table, boost] of [
    ["usual", WALK, 0],
    ["boosted", BOOSTED, 2],
  ] as const) {
    it(`[AR2] golden: the ${name} step in 32 directions and 7 strengths`, () => {
      for (let strength = 1; strength <= 7; strength++) {
        for (let direction = 0; direction < 32; direction++) {
          const body = { ...bodyAt(OPEN.x, OPEN.y), boost };
          const step = stepped(body, { move: R.packMove(direction, strength) });
          const wanted = expected(table[strength] as string, direction);
          assertStep(step, wanted, `direction ${direction}, strength ${strength}`);
        }
      }
    });
  }

  it("[AR7] golden: a dash's step in 32 directions, at any strength, boosted or not", () => {
    for (let direction = 0; direction < 32; direction++) {
      for (const [strength, boost] of [
        [1, 0],
        [7, 0],
        [7, 9],
      ] as const) {
        const body = { ...bodyAt(OPEN.x, OPEN.y), boost };
        const step = stepped(body, { move: R.packMove(direction, strength), buttons: DASH });
        assertStep(step, expected(DASHED, direction), `direction ${direction}`);
      }
    }
  });

  it("[AR2] full strength is 8 px a tick: 240 px a second", () => {
    const right = Array.from({ length: 15 }, () => input({ move: R.packMove(0, 7) }));
    assert.deepEqual(moved(bodyAt(OPEN.x, OPEN.y), 15, ...right), { x: 120, y: 0 });
  });

  it("[AR13] a boost ends with its counter, and the next step has the usual speed", () => {
    const body = { ...bodyAt(OPEN.x, OPEN.y), boost: 2 };
    const right = { move: R.packMove(0, 7) };
    assert.deepEqual(
      [stepped(body, right), stepped(body, right)],
      [
        [179, 0],
        [179, 0],
      ],
    );
    assert.equal(body.boost, 0);
    assert.deepEqual(stepped(body, right), [R.STRIDE, 0]);
  });

  it("[AR2] no strength is no step, in whatever direction", () => {
    for (let direction = 0; direction < 32; direction++) {
      assertStep(stepped(bodyAt(OPEN.x, OPEN.y), { move: direction }), [0, 0], `${direction}`);
      assert.equal(R.packMove(direction, 0), 0);
    }
  });

  it("[AR2] walls stop a body at their face, and it slides along them", () => {
    const body = bodyAt(1.5 * TILE, 2.5 * TILE);
    for (let i = 0; i < 30; i++) R.stepBody(atrium, body, input({ move: R.packMove(LEFT, 7) }));
    assert.equal(body.x, TILE + R.BODY);
    const y = body.y;
    R.stepBody(atrium, body, input({ move: R.packMove(12, 7) }));
    assert.equal(body.x, TILE + R.BODY);
    assert.ok(body.y > y, "slides down the wall");
  });

  it("[AR2] the fallen do not move, aim or fire", () => {
    const world = match(["a", "b"]);
    player(world, "a").assign({ alive: false, hp: 0 });
    const before = JSON.stringify(player(world, "a"));
    arena.act(world, "a", input({ move: 255, buttons: FIRE, aim: 9 }), livePosition);
    assert.equal(JSON.stringify(player(world, "a")), before);
  });

  it("[AR7] covers 120 px in 5 ticks the way one moves, whatever is pressed meanwhile", () => {
    const body = bodyAt(15 * TILE, 9.5 * TILE);
    const right = input({ move: R.packMove(0, 7), buttons: DASH });
    const back = input({ move: R.packMove(LEFT, 7) });
    assert.deepEqual(moved(body, 5, right, back, back, back, back), { x: 120, y: 0 });
    assert.deepEqual(moved(body, 1, back), { x: -8, y: 0 }, "then one walks again");
  });

  it("[AR7] goes where one looks when standing still", () => {
    const body = bodyAt(15 * TILE, 9.5 * TILE);
    assert.deepEqual(moved(body, 6, input({ buttons: DASH, aim: 16384 })), { x: 0, y: 120 });
  });

  it("[AR7] comes once in 1.5 s, held or not", () => {
    const body = bodyAt(12.5 * TILE, 13.5 * TILE);
    const held = Array.from({ length: 45 }, () => input({ buttons: DASH }));
    assert.deepEqual(moved(body, 45, ...held), { x: 120, y: 0 });
    assert.deepEqual(moved(body, 6, input({ buttons: DASH })), { x: 120, y: 0 });
  });

  it("[AR7] is stopped by walls, and the fallen do not dash", () => {
    const body = bodyAt(2 * TILE, 2.5 * TILE);
    moved(body, 6, input({ move: R.packMove(LEFT, 7), buttons: DASH }));
    assert.equal(body.x, TILE + R.BODY);
    const fallen = { ...bodyAt(15 * TILE, 9.5 * TILE), alive: false };
    assert.deepEqual(moved(fallen, 6, input({ buttons: DASH })), { x: 0, y: 0 });
  });

  it("[AR17] the held neither move, dash nor fire, and an empty step counts the wait as any other", () => {
    const [acting, idling] = [bodyAt(OPEN.x, OPEN.y), bodyAt(OPEN.x, OPEN.y)];
    for (const body of [acting, idling]) body.frozen = 3;
    const all = input({ move: 255, buttons: FIRE | DASH, aim: 9 });
    for (let left = 2; left >= 0; left--) {
      assert.equal(R.stepBody(atrium, acting, all), false);
      R.stepBody(atrium, idling, input());
      assert.deepEqual(acting, idling);
      assert.deepEqual(acting, { ...bodyAt(OPEN.x, OPEN.y), frozen: left });
    }
    assert.equal(R.stepBody(atrium, acting, all), true, "then all of it at once");
    assert.notEqual(acting.x, OPEN.x);
  });
});
