import { MAP_IDS, MAP_TILES } from "./maps.ts";

/** Units of 1/16 px in one pixel: the grid that positions live on. */
export const UNIT = 16;
/** Side of a tile in units (64 px). */
export const TILE = 64 * UNIT;

export const PICKUP_KINDS = ["health", "boost", "power"] as const;
export type PickupKind = (typeof PICKUP_KINDS)[number];

/** The centre of a tile, in units. */
export interface MapSpot {
  readonly x: number;
  readonly y: number;
  /** Which team comes in here, 1 or 2; where there are no teams everybody may. */
  readonly side: number;
}

export interface Pickup {
  readonly x: number;
  readonly y: number;
  readonly kind: PickupKind;
}

export interface ArenaMap {
  readonly id: string;
  /** Tiles across and down. */
  readonly columns: number;
  readonly rows: number;
  /** Whole extent in units. */
  readonly width: number;
  readonly height: number;
  readonly spawns: readonly MapSpot[];
  /** At most 32: the state has a bit for each. */
  readonly pickups: readonly Pickup[];
  /** Tile rows as drawn, see `maps.ts`. */
  readonly tiles: readonly string[];
  readonly solid: Uint8Array;
}

const KIND_OF: Readonly<Record<string, PickupKind>> = { h: "health", b: "boost", p: "power" };

const MAPS = new Map(MAP_IDS.map((id) => [id as string, parseMap(id, MAP_TILES[id])]));

/** The map by id. A state that names no known map is a bug, so this throws. */
export function mapOf(id: string): ArenaMap {
  const map = MAPS.get(id);
  if (!map) throw new Error(`no such map: ${id}`);
  return map;
}

function parseMap(id: string, tiles: readonly string[]): ArenaMap {
  const columns = (tiles[0] as string).length;
  const rows = tiles.length;
  const spawns: MapSpot[] = [];
  const pickups: Pickup[] = [];
  const solid = new Uint8Array(columns * rows);
  tiles.forEach((line, row) => {
    if (line.length !== columns) throw new Error(`map ${id}: row ${row} is ${line.length} wide`);
    [...line].forEach((tile, column) => {
      solid[row * columns + column] = tile === "#" || tile === "o" ? 1 : 0;
      const centre = { x: (column + 0.5) * TILE, y: (row + 0.5) * TILE };
      if (tile === "1" || tile === "2") spawns.push({ ...centre, side: Number(tile) });
      const kind = KIND_OF[tile];
      if (kind) pickups.push({ ...centre, kind });
    });
  });
  const extent = { columns, rows, width: columns * TILE, height: rows * TILE };
  return { id, ...extent, spawns, pickups, tiles, solid };
}

/** Is the tile at (column, row) a wall? Outside the map everything is. */
export function solidTile(map: ArenaMap, column: number, row: number): boolean {
  if (column < 0 || row < 0 || column >= map.columns || row >= map.rows) return true;
  return map.solid[row * map.columns + column] === 1;
}

/** Is the point (x, y), in units, inside a wall? */
export const solidAt = (map: ArenaMap, x: number, y: number): boolean =>
  solidTile(map, Math.floor(x / TILE), Math.floor(y / TILE));

/** Does a box of half side `half` around (x, y) touch a wall? */
export function boxBlocked(map: ArenaMap, x: number, y: number, half: number): boolean {
  const left = Math.floor((x - half) / TILE);
  const right = Math.floor((x + half - 1) / TILE);
  const top = Math.floor((y - half) / TILE);
  const bottom = Math.floor((y + half - 1) / TILE);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (solidTile(map, column, row)) return true;
    }
  }
  return false;
}

/**
 * Distance in units that a ray from (x, y) along the unit vector (dx, dy) travels before a wall, at
 * most `reach`. Grid traversal after Amanatides and Woo, "A Fast Voxel Traversal Algorithm" (1987).
 */
export function rayLength(
  map: ArenaMap,
  from: { x: number; y: number },
  dx: number,
  dy: number,
  reach: number,
): number {
  let column = Math.floor(from.x / TILE);
  let row = Math.floor(from.y / TILE);
  const across = axis(from.x, column, dx);
  const down = axis(from.y, row, dy);
  let travelled = 0;
  while (travelled < reach) {
    if (solidTile(map, column, row)) return travelled;
    if (across.next < down.next) {
      travelled = across.next;
      across.next += across.perTile;
      column += across.step;
    } else {
      travelled = down.next;
      down.next += down.perTile;
      row += down.step;
    }
  }
  return reach;
}

/** One axis of a grid walk: direction, distance to the next tile border, and between borders. */
function axis(from: number, tile: number, direction: number) {
  if (direction === 0) return { step: 0, next: Infinity, perTile: Infinity };
  const step = direction > 0 ? 1 : -1;
  const border = (tile + (direction > 0 ? 1 : 0)) * TILE;
  return { step, next: (border - from) / direction, perTile: TILE / Math.abs(direction) };
}
