import { mix, nextInt, nextUint32, type Rng } from "../../../../schema/lib/random.ts";
import type { Area } from "./chunks.ts";
import { TILE_PX } from "./masonry.ts";
import { drawWash, sketch, type Wash } from "./paint.ts";

const COLOR = [222, 184, 132] as const;
const GRAIN_TILE = 256;
/** The same floor for everyone who plays this map. */
const SEED = 79;
/** Sides of the lighter and darker patches in world px. */
const BLOTCHES = [210, 74] as const;
/** On average in a tile. */
const RIPPLES = 0.79;
const PEBBLES = 0.58;
/** A ripple's shaded side and its lit one. */
const RIDGE = [
  { offset: 0, color: "rgb(96 62 28 / 0.16)" },
  { offset: 1.8, color: "rgb(255 234 190 / 0.16)" },
] as const;

/** Where the world's origin lies on a canvas, in its pixels, and how many of them are a world px. */
export interface Placing {
  readonly density: number;
  readonly left: number;
  readonly top: number;
}

/** One number in [low, high). */
const between = (rng: Rng, low: number, high: number): number =>
  low + (nextUint32(rng) / 4294967296) * (high - low);

/** A wind-rippled floor. Every part of it looks the same in whatever parts it is drawn. */
export class Sand {
  readonly #grain: HTMLCanvasElement;
  readonly #blotches: readonly Wash[];

  constructor(whole: Area) {
    const rng = { rng: SEED };
    this.#grain = grain(rng);
    this.#blotches = BLOTCHES.map((cell) => blotches(whole, cell, rng));
  }

  /** Covers `area`. */
  draw(ctx: CanvasRenderingContext2D, area: Area, placing: Placing): void {
    this.#strew(ctx, area, placing);
    ctx.save();
    ctx.globalCompositeOperation = "soft-light";
    ctx.globalAlpha = 0.55;
    for (const wash of this.#blotches) drawWash(ctx, wash, area);
    ctx.restore();
    eachTile(area, ripples, ctx);
    eachTile(area, pebbles, ctx);
  }

  /** The grain is one canvas pixel fine, whatever the scale, and lies fast in the world. */
  #strew(ctx: CanvasRenderingContext2D, area: Area, { density, left, top }: Placing): void {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, left, top);
    ctx.fillStyle = ctx.createPattern(this.#grain, "repeat") as CanvasPattern;
    const rim = 1;
    ctx.fillRect(
      area.x * density - rim,
      area.y * density - rim,
      area.width * density + 2 * rim,
      area.height * density + 2 * rim,
    );
    ctx.restore();
  }
}

/** Calls for every tile whose ripples may reach into `area`, in the same order for every area. */
function eachTile(
  area: Area,
  draw: (ctx: CanvasRenderingContext2D, column: number, row: number) => void,
  ctx: CanvasRenderingContext2D,
): void {
  const right = Math.floor((area.x + area.width) / TILE_PX) + 1;
  const bottom = Math.floor((area.y + area.height) / TILE_PX) + 1;
  for (let row = Math.floor(area.y / TILE_PX) - 1; row <= bottom; row++) {
    for (let column = Math.floor(area.x / TILE_PX) - 2; column <= right; column++) {
      draw(ctx, column, row);
    }
  }
}

/** One for all tiles: painting on the way leaves no garbage. */
const chance: Rng = { rng: 0 };

/** Chance of one tile, always the same for the same one. */
function chanceOf(column: number, row: number, salt: number): Rng {
  chance.rng = mix(mix(column + 512, row + 512), SEED + salt);
  return chance;
}

function ripples(ctx: CanvasRenderingContext2D, column: number, row: number): void {
  const rng = chanceOf(column, row, 1);
  if (between(rng, 0, 1) < RIPPLES) ripple(ctx, pointIn(column, rng), pointIn(row, rng), rng);
}

function pebbles(ctx: CanvasRenderingContext2D, column: number, row: number): void {
  const rng = chanceOf(column, row, 2);
  if (between(rng, 0, 1) < PEBBLES) pebble(ctx, pointIn(column, rng), pointIn(row, rng), rng);
}

const pointIn = (tile: number, rng: Rng): number => (tile + between(rng, 0, 1)) * TILE_PX;

/** Fine grain, in device pixels. */
function grain(rng: Rng): HTMLCanvasElement {
  return sketch(GRAIN_TILE, GRAIN_TILE, 1, (ctx) => {
    const image = ctx.createImageData(GRAIN_TILE, GRAIN_TILE);
    for (let i = 0; i < image.data.length; i += 4) {
      const noise = nextInt(rng, 27) - 13 + (nextInt(rng, 40) === 0 ? -26 : 0);
      for (let c = 0; c < 3; c++) image.data[i + c] = (COLOR[c] as number) + noise;
      image.data[i + 3] = 255;
    }
    ctx.putImageData(image, 0, 0);
  });
}

/** Broad lighter and darker patches: a few random pixels, to be drawn large and smooth. */
function blotches({ x, y, width, height }: Area, cell: number, rng: Rng): Wash {
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const picture = sketch(columns, rows, 1, (ctx) => {
    for (let i = 0; i < columns * rows; i++) {
      const level = 70 + nextInt(rng, 116);
      ctx.fillStyle = `rgb(${level} ${level - 8} ${level - 18})`;
      ctx.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  });
  return { picture, x: x - cell / 2, y: y - cell / 2, cell };
}

function ripple(ctx: CanvasRenderingContext2D, x: number, y: number, rng: Rng): void {
  const length = between(rng, 18, 64);
  const bend = between(rng, -7, 7);
  const tilt = between(rng, -6, 6);
  ctx.lineWidth = between(rng, 1, 2.4);
  for (const { offset, color } of RIDGE) {
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(x, y + offset);
    ctx.quadraticCurveTo(x + length / 2, y + bend + offset, x + length, y + tilt + offset);
    ctx.stroke();
  }
}

function pebble(ctx: CanvasRenderingContext2D, x: number, y: number, rng: Rng): void {
  const size = between(rng, 0.9, 2.6);
  ctx.fillStyle = "rgb(60 36 16 / 0.4)";
  ctx.beginPath();
  ctx.ellipse(x + 0.8, y + 1, size * 1.25, size, 0, 0, Math.PI * 2);
  ctx.fill();
  ctx.fillStyle = nextInt(rng, 2) ? "#b99b74" : "#8d7458";
  ctx.beginPath();
  ctx.ellipse(x, y, size * 1.15, size * 0.9, 0, 0, Math.PI * 2);
  ctx.fill();
}
