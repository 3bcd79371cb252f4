import { angle16 } from "../lib/angle.ts";
import { type ArenaMap, solidTile, TILE } from "./map.ts";

/** Where no way leads: walls, and places that are walled in. */
const UNREACHED = 0xffff;

/** Steps to each tile's orthogonal neighbours, then to its diagonal ones. */
const AROUND = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

/** Computed on first use and kept: a map never changes, and bots walk to few of its tiles. */
const FIELDS = new WeakMap<ArenaMap, Map<number, Uint16Array>>();

/** For every tile of the map, how many orthogonal steps lead from it to the tile under `goal`. */
export function stepsTo(map: ArenaMap, goal: { x: number; y: number }): Uint16Array {
  const fields = FIELDS.get(map) ?? new Map<number, Uint16Array>();
  FIELDS.set(map, fields);
  const tile = tileUnder(map, goal);
  const steps = fields.get(tile) ?? flood(map, tile);
  fields.set(tile, steps);
  return steps;
}

/** The index of the tile under a point, into a field of {@link stepsTo}. */
export const tileUnder = (map: ArenaMap, { x, y }: { x: number; y: number }): number =>
  Math.floor(y / TILE) * map.columns + Math.floor(x / TILE);

/**
 * The angle towards the tile that is `ahead` steps nearer to the goal. Diagonals lead through
 * nothing but open tiles, so a body that follows the tiles' centres is caught by no corner.
 */
export function wayAlong(
  map: ArenaMap,
  from: { x: number; y: number },
  steps: Uint16Array,
  ahead: number,
): number {
  let tile = tileUnder(map, from);
  for (let i = 0; i < ahead; i++) tile = nextTile(map, tile, steps);
  const x = ((tile % map.columns) + 0.5) * TILE;
  const y = (Math.floor(tile / map.columns) + 0.5) * TILE;
  return angle16(x - from.x, y - from.y);
}

/** The best neighbour of a tile, or the tile itself where none is nearer. */
function nextTile(map: ArenaMap, tile: number, steps: Uint16Array): number {
  const column = tile % map.columns;
  const row = (tile - column) / map.columns;
  let best = tile;
  for (const [dx, dy] of AROUND) {
    const next = tile + dy * map.columns + dx;
    if ((steps[next] ?? UNREACHED) >= (steps[best] as number)) continue;
    const cuts = dx !== 0 && dy !== 0;
    if (cuts && (solidTile(map, column + dx, row) || solidTile(map, column, row + dy))) continue;
    best = next;
  }
  return best;
}

/** Breadth first from the goal. Maps are closed by walls, so no neighbour lies outside. */
function flood(map: ArenaMap, goal: number): Uint16Array {
  const steps = new Uint16Array(map.columns * map.rows).fill(UNREACHED);
  const queue = [goal];
  steps[goal] = 0;
  for (const tile of queue) {
    for (const next of [tile + 1, tile - 1, tile + map.columns, tile - map.columns]) {
      if (map.solid[next] !== 0 || steps[next] !== UNREACHED) continue;
      steps[next] = (steps[tile] as number) + 1;
      queue.push(next);
    }
  }
  return steps;
}
