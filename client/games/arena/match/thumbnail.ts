import { type ArenaMap, type Pickup, TILE } from "../../../../schema/arena/map.ts";
import { PICKUP_LOOKS } from "../hud/icons.ts";

const FLOOR = "#a87f50";
const WALL = "#4a3d31";
const WALL_TOP = "#857058";
const TORCH = "rgb(255 200 120 / 80%)";
/** Not "transparent", which is black: the glow would have a dark ring. */
const TORCH_END = "rgb(255 200 120 / 0%)";
const TORCH_TILES = 2.6;
const PLATE = "#1b100a";

/** A box on the page, in CSS px. */
interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Canvas px of one tile, so that the whole map fills the box. Whole ones, which leave no seams: the
 * page takes what is too much off again.
 */
export function tileIn({ width, height }: Box, map: ArenaMap, ratio: number): number {
  return Math.ceil(Math.min(width / map.columns, height / map.rows) * ratio);
}

/** Paints a map from above, as large as the box on the page needs it; again when that has changed. */
export function paintMap(canvas: HTMLCanvasElement, map: ArenaMap, box: Box): void {
  const tile = tileIn(box, map, devicePixelRatio || 1);
  // Nothing to see, or nothing new.
  if (tile === 0 || canvas.width === tile * map.columns) return;
  canvas.width = tile * map.columns;
  canvas.height = tile * map.rows;
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  ctx.scale(tile, tile);
  ctx.fillStyle = FLOOR;
  ctx.fillRect(0, 0, map.columns, map.rows);
  eachTile(map, "t", (x, y) => paintTorch(ctx, x + 0.5, y + 0.5));
  eachTile(map, "#", (x, y) => paintWall(ctx, x, y, map));
  eachTile(map, "o", (x, y) => paintPillar(ctx, x + 0.5, y + 0.5));
  for (const pickup of map.pickups) paintPickup(ctx, pickup);
}

function eachTile(
  { tiles }: ArenaMap,
  wanted: string,
  paint: (column: number, row: number) => void,
): void {
  tiles.forEach((line, row) => {
    for (let column = 0; column < line.length; column++) {
      if (line[column] === wanted) paint(column, row);
    }
  });
}

function paintTorch(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const glow = ctx.createRadialGradient(x, y, 0, x, y, TORCH_TILES);
  glow.addColorStop(0, TORCH);
  glow.addColorStop(1, TORCH_END);
  ctx.fillStyle = glow;
  ctx.fillRect(x - TORCH_TILES, y - TORCH_TILES, 2 * TORCH_TILES, 2 * TORCH_TILES);
}

/** A little taller than its place on the map, with a lit edge where floor lies below it. */
function paintWall(ctx: CanvasRenderingContext2D, x: number, y: number, { tiles }: ArenaMap): void {
  ctx.fillStyle = WALL_TOP;
  ctx.fillRect(x, y, 1, 1);
  if (tiles[y + 1]?.[x] === "#" || y + 1 >= tiles.length) return;
  ctx.fillStyle = WALL;
  ctx.fillRect(x, y + 0.55, 1, 0.45);
}

function paintPillar(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  disc(ctx, { x, y: y + 0.12, radius: 0.5, color: WALL });
  disc(ctx, { x, y: y - 0.08, radius: 0.42, color: WALL_TOP });
}

/** Larger than it lies there, or nobody would see which it is. */
function paintPickup(ctx: CanvasRenderingContext2D, { x, y, kind }: Pickup): void {
  const { outline, color } = PICKUP_LOOKS[kind];
  const [column, row] = [x / TILE, y / TILE];
  disc(ctx, { x: column, y: row, radius: 0.95, color: PLATE });
  ctx.fillStyle = color;
  ctx.beginPath();
  for (let i = 0; i + 1 < outline.length; i += 2) {
    ctx.lineTo(column + (outline[i] ?? 0) * 0.72, row + (outline[i + 1] ?? 0) * 0.72);
  }
  ctx.fill();
}

function disc(
  ctx: CanvasRenderingContext2D,
  { x, y, radius, color }: { x: number; y: number; radius: number; color: string },
): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fill();
}
