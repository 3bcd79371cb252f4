import { nextInt, nextUint32, type Rng } from "../../../../schema/lib/random.ts";
import { sketch } from "./paint.ts";

const SAND = [222, 184, 132] as const;
const GRAIN_TILE = 256;

/** One number in [low, high). */
export const between = (rng: Rng, low: number, high: number): number =>
  low + (nextUint32(rng) / 4294967296) * (high - low);

/** Covers a `width` × `height` px floor with wind-rippled sand. */
export function drawSand(
  ctx: CanvasRenderingContext2D,
  { width, height, density }: { width: number; height: number; density: number },
  rng: Rng,
): void {
  ctx.save();
  ctx.scale(1 / density, 1 / density);
  ctx.fillStyle = ctx.createPattern(grain(rng), "repeat") as CanvasPattern;
  ctx.fillRect(0, 0, width * density, height * density);
  ctx.restore();
  for (const cell of [210, 74]) blotch(ctx, { width, height, cell }, rng);
  const area = width * height;
  for (let n = area / 5200; n > 0; n--)
    ripple(ctx, between(rng, 0, width), between(rng, 0, height), rng);
  for (let n = area / 7000; n > 0; n--)
    pebble(ctx, between(rng, 0, width), between(rng, 0, height), rng);
}

/** Fine grain, in device pixels. */
function grain(rng: Rng): HTMLCanvasElement {
  return sketch(GRAIN_TILE, GRAIN_TILE, 1, (ctx) => {
    const image = ctx.createImageData(GRAIN_TILE, GRAIN_TILE);
    for (let i = 0; i < image.data.length; i += 4) {
      const noise = nextInt(rng, 27) - 13 + (nextInt(rng, 40) === 0 ? -26 : 0);
      for (let c = 0; c < 3; c++) image.data[i + c] = (SAND[c] as number) + noise;
      image.data[i + 3] = 255;
    }
    ctx.putImageData(image, 0, 0);
  });
}

/** Broad lighter and darker patches: a few random pixels, drawn large and smooth. */
function blotch(
  ctx: CanvasRenderingContext2D,
  { width, height, cell }: { width: number; height: number; cell: number },
  rng: Rng,
): void {
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const noise = sketch(columns, rows, 1, (small) => {
    for (let i = 0; i < columns * rows; i++) {
      const level = 70 + nextInt(rng, 116);
      small.fillStyle = `rgb(${level} ${level - 8} ${level - 18})`;
      small.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  });
  ctx.save();
  ctx.globalCompositeOperation = "soft-light";
  ctx.globalAlpha = 0.55;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(noise, -cell / 2, -cell / 2, columns * cell, rows * cell);
  ctx.restore();
}

function ripple(ctx: CanvasRenderingContext2D, x: number, y: number, rng: Rng): void {
  const length = between(rng, 18, 64);
  const bend = between(rng, -7, 7);
  const tilt = between(rng, -6, 6);
  ctx.lineWidth = between(rng, 1, 2.4);
  for (const [offset, color] of [
    [0, "rgb(96 62 28 / 0.16)"],
    [1.8, "rgb(255 234 190 / 0.16)"],
  ] as const) {
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
