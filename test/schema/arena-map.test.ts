import assert from "node:assert/strict";
import {
  type ArenaMap,
  boxBlocked,
  mapOf,
  rayLength,
  solidAt,
  solidTile,
  TILE,
  UNIT,
} from "../../schema/arena/map.ts";
import { fittingMaps, MAP_IDS } from "../../schema/arena/maps.ts";
import { BODY } from "../../schema/arena/rules.ts";
import { MOON, SUN } from "../../schema/arena/teams.ts";
import { stepsTo, tileUnder } from "../../schema/arena/ways.ts";
import { allPickups } from "../../schema/arena/world.ts";
import { atrium } from "../support/arena.ts";

/** How far from its spawn's centre a player may come in. */
const SCATTER = 17 * UNIT;
const SIDES_LEAST = { pit: 4, atrium: 5, catacombs: 8, circus: 12 } as const;
const EXCHANGED: Readonly<Record<string, string>> = { "1": "2", "2": "1", t: ".", ".": "." };

const of = ({ tiles }: ArenaMap, row: number, column: number) => tiles[row]?.[column] ?? "";
const exchanged = (tile: string) => EXCHANGED[tile] ?? tile;
/** Torches are light, not ground. */
const ground = (tile: string) => (tile === "t" ? "." : tile);

describe("arena map", () => {
  for (const id of MAP_IDS) {
    const map = mapOf(id);

    it(`[AR1] ${id}: closed by walls, and fits the 16-bit grid`, () => {
      for (let column = 0; column < map.columns; column++) {
        assert.ok(solidTile(map, column, 0) && solidTile(map, column, map.rows - 1));
      }
      for (let row = 0; row < map.rows; row++) {
        assert.ok(solidTile(map, 0, row) && solidTile(map, map.columns - 1, row));
      }
      assert.ok(map.width <= 65535 && map.height <= 65535);
      assert.match(map.tiles.join(""), /^[#ot.12hbp]+$/);
    });

    it(`[AR1] ${id}: each side has spawns enough, with room for who is set beside another`, () => {
      for (const side of [SUN, MOON]) {
        const count = map.spawns.filter((spawn) => spawn.side === side).length;
        assert.ok(count >= SIDES_LEAST[id], `side ${side} has ${count}`);
      }
      for (const { x, y } of map.spawns) assert.ok(!boxBlocked(map, x, y, BODY + SCATTER));
    });

    it(`[AR1] ${id}: every open tile reaches every other`, () => {
      const steps = stepsTo(map, map.spawns[0] as ArenaMap["spawns"][0]);
      map.solid.forEach((solid, tile) => {
        const where = `${tile % map.columns},${Math.floor(tile / map.columns)}`;
        assert.equal((steps[tile] as number) === 0xffff, solid === 1, where);
      });
    });

    it(`[AR1] ${id}: pickups of every kind, one bit each`, () => {
      const { pickups } = map;
      assert.ok(pickups.length <= 32, `${pickups.length} pickups`);
      assert.deepEqual([...new Set(pickups.map(({ kind }) => kind))].sort(), [
        "boost",
        "health",
        "power",
      ]);
      for (const { x, y } of pickups) assert.ok(!boxBlocked(map, x, y, BODY));
      assert.equal(allPickups(id), 2 ** pickups.length - 1);
    });

    it(`[AR1] ${id}: fair: a mirror or half a turn exchanges the sides, and power is as far from both`, () => {
      const mirrored = map.tiles.every((line, row) =>
        [...line].every(
          (tile, column) =>
            ground(tile) === ground(exchanged(of(map, row, map.columns - 1 - column))),
        ),
      );
      const turned = map.tiles.every((line, row) =>
        [...line].every(
          (tile, column) =>
            ground(tile) ===
            ground(exchanged(of(map, map.rows - 1 - row, map.columns - 1 - column))),
        ),
      );
      assert.ok(mirrored || turned);
      const powers = map.pickups.filter(({ kind }) => kind === "power");
      for (const power of powers) {
        const off = Math.abs(power.x - map.width / 2);
        assert.ok(off <= TILE, `${off / TILE} tiles off the middle`);
      }
    });
  }

  it("[AR1] an unknown map is an error, not a void", () => {
    assert.throws(() => mapOf("nowhere"), /no such map: nowhere/);
    assert.throws(() => mapOf("toString"), /no such map/);
  });

  it("[AR1] beyond a map all is wall, and rays end at it", () => {
    assert.ok(solidAt(atrium, -1, 5 * TILE) && solidAt(atrium, 5 * TILE, atrium.height));
    const from = { x: 1.5 * TILE, y: 2.5 * TILE };
    assert.equal(rayLength(atrium, from, -1, 0, 9 * TILE), TILE / 2);
    assert.equal(rayLength(atrium, from, 1, 0, 9 * TILE), 6.5 * TILE);
    assert.equal(rayLength(atrium, from, 1, 0, TILE), TILE, "never longer than asked");
    assert.equal(rayLength(atrium, { x: TILE / 2, y: TILE / 2 }, 1, 0, TILE), 0, "from within");
  });

  it("[AR8] maps are offered to as many as they hold; where none does, the largest", () => {
    assert.deepEqual(fittingMaps(2), ["atrium", "pit", "catacombs", "circus"]);
    assert.deepEqual(fittingMaps(8), ["atrium", "pit", "catacombs", "circus"]);
    assert.deepEqual(fittingMaps(9), ["atrium", "catacombs", "circus"]);
    assert.deepEqual(fittingMaps(24), ["atrium", "catacombs", "circus"]);
    assert.deepEqual(fittingMaps(25), ["catacombs", "circus"]);
    assert.deepEqual(fittingMaps(48), ["catacombs", "circus"]);
    assert.deepEqual(fittingMaps(49), ["circus"]);
    assert.deepEqual(fittingMaps(100), ["circus"]);
    assert.deepEqual(fittingMaps(1000), ["circus"]);
  });

  it("[AR6] a field of steps counts the tiles of the shortest way", () => {
    const steps = stepsTo(atrium, { x: 1.5 * TILE, y: 1.5 * TILE });
    const at = (column: number, row: number) =>
      steps[tileUnder(atrium, { x: (column + 0.5) * TILE, y: (row + 0.5) * TILE })];
    assert.deepEqual([at(1, 1), at(2, 1), at(1, 2), at(7, 5)], [0, 1, 1, 10]);
    assert.equal(at(9, 1), 8 + 2 * 3, "round the wall between the courts");
    assert.equal(at(8, 1), 0xffff, "a wall is reached from nowhere");
    assert.equal(steps, stepsTo(atrium, { x: 1.2 * TILE, y: 1.9 * TILE }), "computed once");
  });
});
