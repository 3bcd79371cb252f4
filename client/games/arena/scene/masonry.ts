import { type ArenaMap, solidTile, TILE, UNIT } from "../../../../schema/arena/map.ts";
import { mix } from "../../../../schema/lib/random.ts";
import type { Area } from "./chunks.ts";

/** Side of a tile in world px. */
export const TILE_PX = TILE / UNIT;
/** Tiles of wall that are drawn around the map, for cameras that look past its edge. */
export const RIM = 4;
/** Height of the wall face that one sees below a wall's top. */
export const FACE = 22;
const COURSE = 32;
/** Offsets of the blocks of even courses, and of odd ones. */
const PIECES = [[0], [0, COURSE]] as const;
const STONES = Array.from(
  { length: 26 },
  (_, shade) => `rgb(${134 + shade} ${112 + shade} ${90 + shade * 0.8})`,
);
/** Between the bricks of a wall's face, in its upper row. */
const JOINTS = [10, 42] as const;
const SHADOWS = [
  { blur: 26, offset: 9 },
  { blur: 7, offset: 3 },
] as const;

/** What part of the ground to draw, and its pixels per world px. */
export interface Drawn {
  readonly area: Area;
  readonly density: number;
}

/** Everything solid in or beside an area: shadows on the sand first, then tops, faces and pillars. */
export function drawMasonry(ctx: CanvasRenderingContext2D, map: ArenaMap, drawn: Drawn): void {
  dropShadow(ctx, map, drawn);
  eachSolid(map, drawn.area, (column, row) => {
    const round = map.tiles[row]?.[column] === "o";
    if (round) drawPillar(ctx, (column + 0.5) * TILE_PX, (row + 0.5) * TILE_PX);
    else drawBlock(ctx, map, column, row);
  });
}

/** All solid tiles that may show in `area`, those of the rim around the map too. */
export function eachSolid(
  map: ArenaMap,
  { x, y, width, height }: Area,
  each: (column: number, row: number) => void,
): void {
  const left = Math.max(-RIM, Math.floor(x / TILE_PX) - 1);
  const right = Math.min(map.columns + RIM, Math.floor((x + width) / TILE_PX) + 2);
  const bottom = Math.min(map.rows + RIM, Math.floor((y + height) / TILE_PX) + 2);
  for (let row = Math.max(-RIM, Math.floor(y / TILE_PX) - 1); row < bottom; row++) {
    for (let column = left; column < right; column++) {
      if (solidTile(map, column, row)) each(column, row);
    }
  }
}

/** One soft shadow of all masonry at once, so that neighbours do not darken each other. */
function dropShadow(ctx: CanvasRenderingContext2D, map: ArenaMap, { area, density }: Drawn): void {
  ctx.save();
  ctx.beginPath();
  eachSolid(map, area, (column, row) => {
    ctx.rect(column * TILE_PX, row * TILE_PX, TILE_PX, TILE_PX);
  });
  ctx.fillStyle = "#2a1a10";
  ctx.shadowColor = "rgb(30 13 4 / 0.85)";
  // Canvas shadows ignore the transformation.
  for (const { blur, offset } of SHADOWS) {
    ctx.shadowBlur = blur * density;
    ctx.shadowOffsetY = offset * density;
    ctx.fill();
  }
  ctx.restore();
}

function drawBlock(
  ctx: CanvasRenderingContext2D,
  map: ArenaMap,
  column: number,
  row: number,
): void {
  const x = column * TILE_PX;
  const y = row * TILE_PX;
  const faced = !solidTile(map, column, row + 1);
  ctx.fillStyle = "#4a3a2d";
  ctx.fillRect(x, y, TILE_PX, TILE_PX);
  drawCourse(ctx, x, y);
  drawCourse(ctx, x, y + COURSE);
  if (faced) drawFace(ctx, x, y + TILE_PX - FACE);
  drawChamfer(ctx, map, { column, row, faced });
}

/** One course of the wall's top: whole blocks on even courses, staggered by half on odd ones. */
function drawCourse(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const course = Math.round(y / COURSE);
  const odd = course & 1;
  for (const offset of PIECES[odd as 0 | 1]) {
    // Blocks of odd courses straddle tiles: both halves look up the same stone.
    const stone = Math.floor((x + offset + (odd ? COURSE : 0)) / TILE_PX);
    const left = x + offset + (odd && offset === 0 ? 0 : 1);
    const right = x + offset + TILE_PX / (odd + 1) - (odd && offset > 0 ? 0 : 1);
    drawStone(ctx, { x: left, y, width: right - left }, mix(stone, course));
    chips(ctx, { x: left, y, width: right - left }, mix(stone + 97, course));
  }
}

interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function drawStone(ctx: CanvasRenderingContext2D, { x, y, width }: Block, seed: number): void {
  ctx.fillStyle = STONES[seed % STONES.length] as string;
  ctx.fillRect(x, y + 1, width, COURSE - 2);
  ctx.fillStyle = "rgb(255 236 200 / 0.12)";
  ctx.fillRect(x, y + 1, width, 2);
  ctx.fillStyle = "rgb(30 16 6 / 0.2)";
  ctx.fillRect(x, y + COURSE - 4, width, 3);
}

/** A few worn spots, always the same for the same stone. */
function chips(ctx: CanvasRenderingContext2D, { x, y, width }: Block, seed: number): void {
  for (let i = 0; i < 5; i++) {
    const at = mix(seed, i);
    ctx.fillStyle = at & 1 ? "rgb(40 24 12 / 0.22)" : "rgb(255 232 196 / 0.12)";
    ctx.fillRect(
      x + (at % width),
      y + 4 + ((at >> 8) % (COURSE - 10)),
      1 + ((at >> 4) & 3),
      1 + ((at >> 6) & 1),
    );
  }
}

function drawFace(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const shade = ctx.createLinearGradient(0, y, 0, y + FACE);
  shade.addColorStop(0, "#8a6b4d");
  shade.addColorStop(1, "#4d3826");
  ctx.fillStyle = shade;
  ctx.fillRect(x, y, TILE_PX, FACE);
  ctx.fillStyle = "rgb(24 12 5 / 0.45)";
  ctx.fillRect(x, y + FACE / 2 - 1, TILE_PX, 1.6);
  for (const offset of JOINTS) {
    ctx.fillRect(x + offset, y, 1.6, FACE / 2);
    ctx.fillRect(x + offset + COURSE / 2, y + FACE / 2, 1.6, FACE / 2);
  }
  ctx.fillStyle = "rgb(255 226 178 / 0.5)";
  ctx.fillRect(x, y - 1.5, TILE_PX, 2.5);
  ctx.fillStyle = "rgb(20 10 4 / 0.5)";
  ctx.fillRect(x, y + FACE - 2.5, TILE_PX, 2.5);
}

/** Worn, lighter rims where a wall's top ends at the sand. */
function drawChamfer(
  ctx: CanvasRenderingContext2D,
  map: ArenaMap,
  { column, row, faced }: { column: number; row: number; faced: boolean },
): void {
  const x = column * TILE_PX;
  const y = row * TILE_PX;
  const height = TILE_PX - (faced ? FACE : 0);
  ctx.fillStyle = "rgb(255 230 188 / 0.3)";
  if (!solidTile(map, column, row - 1)) ctx.fillRect(x, y, TILE_PX, 3);
  if (!solidTile(map, column - 1, row)) ctx.fillRect(x, y, 3, height);
  ctx.fillStyle = "rgb(28 14 6 / 0.35)";
  if (!solidTile(map, column + 1, row)) ctx.fillRect(x + TILE_PX - 3, y, 3, height);
}

/** A fluted column on a square foot; the foot is what bodies and bolts touch. */
function drawPillar(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const half = TILE_PX / 2;
  ctx.fillStyle = "#5f4a37";
  ctx.fillRect(x - half, y - half, TILE_PX, TILE_PX);
  ctx.fillStyle = "#9a7f60";
  ctx.fillRect(x - half + 1, y - half + 1, TILE_PX - 2, TILE_PX - 9);
  ctx.fillStyle = "rgb(255 230 188 / 0.25)";
  ctx.fillRect(x - half + 1, y - half + 1, TILE_PX - 2, 2.5);
  const top = y - 6;
  disc(ctx, x, y + 1, 27, "rgb(26 12 4 / 0.6)");
  disc(ctx, x, y - 2, 25.5, "#6b523c");
  const drum = ctx.createRadialGradient(x - 8, top - 9, 3, x, top, 25);
  drum.addColorStop(0, "#fff0d0");
  drum.addColorStop(0.5, "#d9bd92");
  drum.addColorStop(0.85, "#a98860");
  drum.addColorStop(1, "#745940");
  ctx.fillStyle = drum;
  flutes(ctx, x, top);
  disc(ctx, x, top, 16, "rgb(255 232 196 / 0.16)");
  ctx.strokeStyle = "rgb(50 30 14 / 0.45)";
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function disc(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  fill: string,
): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fill();
}

function flutes(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const count = 14;
  ctx.beginPath();
  for (let i = 0; i < count * 2; i++) {
    const angle = (i / count) * Math.PI;
    const radius = i % 2 ? 23 : 25;
    ctx.lineTo(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
  }
  ctx.closePath();
  ctx.fill();
}
