import { type ArenaMap, rayLength, UNIT } from "../../../../schema/arena/map.ts";
import { cos16, sin16, TURN } from "../../../../schema/lib/angle.ts";
import { sketch, type Wash } from "./paint.ts";
import type { Torch } from "./torches.ts";

/** World px per pixel of the light map: light is soft, so few will do. */
const CELL = 8;
const RAYS = 240;
/** How far light creeps over the rim of what stops it, so that walls are lit and not only sand. */
const SPILL = 30;
/** Light without any torch. */
export const AMBIENT = "rgb(118 98 94)";
/** Light is summed up at this share of its strength, so that torches side by side are not clipped. */
const HEADROOM = 0.5;
const FAINT_AMBIENT = "rgb(59 49 47)";
const REACH = { wall: 430, grate: 300 } as const;
const COLOR = { wall: "140 122 74", grate: "140 84 36" } as const;
/** Several sources close together make soft edges of shadows. */
const JITTER = [
  [-9, -5],
  [8, -8],
  [0, 9],
  [10, 5],
  [-8, 6],
] as const;

/** What can be seen from (x, y) within `reach`, all in world px: corner points x, y, x, y … */
export function litArea(map: ArenaMap, x: number, y: number, reach: number): Float64Array {
  const corners = new Float64Array(RAYS * 2);
  const from = { x: x * UNIT, y: y * UNIT };
  for (let i = 0; i < RAYS; i++) {
    const angle = (i * TURN) / RAYS;
    const dx = cos16(angle);
    const dy = sin16(angle);
    const length = Math.min(reach, rayLength(map, from, dx, dy, reach * UNIT) / UNIT + SPILL);
    corners[2 * i] = x + dx * length;
    corners[2 * i + 1] = y + dy * length;
  }
  return corners;
}

/** The map's standing light: baked into the ground, and looked up for whoever walks there. */
export class LightMap {
  /** To be multiplied with what it shines on. */
  readonly wash: Wash;
  readonly #columns: number;
  readonly #rows: number;
  readonly #levels: Uint8ClampedArray;

  constructor(map: ArenaMap, torches: readonly Torch[]) {
    const width = map.width / UNIT;
    const height = map.height / UNIT;
    const picture = sketch(width, height, 1 / CELL, (ctx) => {
      ctx.fillStyle = FAINT_AMBIENT;
      ctx.fillRect(0, 0, width, height);
      ctx.globalCompositeOperation = "lighter";
      for (const torch of torches) shine(ctx, map, torch);
    });
    this.wash = { picture, x: 0, y: 0, cell: CELL };
    this.#columns = picture.width;
    this.#rows = picture.height;
    const ctx = picture.getContext("2d") as CanvasRenderingContext2D;
    const image = ctx.getImageData(0, 0, this.#columns, this.#rows);
    this.#levels = image.data;
    expose(this.#levels, this.#columns);
    ctx.putImageData(image, 0, 0);
  }

  /** Brightness at a point of the world in px, 0..255. */
  at({ x, y }: { readonly x: number; readonly y: number }): number {
    const column = Math.max(0, Math.min(this.#columns - 1, Math.floor(x / CELL)));
    const row = Math.max(0, Math.min(this.#rows - 1, Math.floor(y / CELL)));
    return this.#levels[(row * this.#columns + column) * 4 + 1] as number;
  }
}

/**
 * Brings summed light to its strength, in place; where that is beyond white, it keeps its hue. Each
 * pixel takes from its neighbours: the browser dithers faint gradients, and the grain would show.
 */
export function expose(rgba: Uint8ClampedArray, columns: number): void {
  const faint = rgba.slice();
  const mean = (at: number): number => {
    let sum = 0;
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        const near = faint[at + (row * columns + column) * 4] ?? (faint[at] as number);
        sum += near * (2 - Math.abs(row)) * (2 - Math.abs(column));
      }
    }
    return sum / 16;
  };
  for (let i = 0; i < rgba.length; i += 4) {
    const [red, green, blue] = [mean(i), mean(i + 1), mean(i + 2)];
    const gain = Math.min(1 / HEADROOM, 255 / Math.max(red, green, blue, 1));
    rgba[i] = red * gain;
    rgba[i + 1] = green * gain;
    rgba[i + 2] = blue * gain;
  }
}

function shine(
  ctx: CanvasRenderingContext2D,
  map: ArenaMap,
  { kind, lightX, lightY }: Torch,
): void {
  const reach = REACH[kind];
  for (const [dx, dy] of JITTER) {
    const x = lightX + dx;
    const y = lightY + dy;
    const glow = ctx.createRadialGradient(x, y, 0, x, y, reach);
    // Nearly the inverse square, brought down to nothing at the edge.
    for (const [at, alpha] of [
      [0, 0.2],
      [0.22, 0.16],
      [0.45, 0.09],
      [0.7, 0.035],
      [1, 0],
    ] as const) {
      glow.addColorStop(at, `rgb(${COLOR[kind]} / ${alpha * HEADROOM})`);
    }
    ctx.fillStyle = glow;
    fillCorners(ctx, litArea(map, x, y, reach));
  }
}

function fillCorners(ctx: CanvasRenderingContext2D, corners: Float64Array): void {
  ctx.beginPath();
  for (let i = 0; i < corners.length; i += 2) {
    ctx.lineTo(corners[i] as number, corners[i + 1] as number);
  }
  ctx.closePath();
  ctx.fill();
}
