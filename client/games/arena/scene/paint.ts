import { ImageSource, Rectangle, Texture } from "pixi.js";

export type Draw = (ctx: CanvasRenderingContext2D) => void;

/** A canvas of `width` × `height` px of its own drawing space, `density` pixels to each. */
export function sketch(
  width: number,
  height: number,
  density: number,
  draw: Draw,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * density);
  canvas.height = Math.ceil(height * density);
  // Painted by the CPU: a texture's pixels go through it anyway, and small canvases cost least there.
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  if (!ctx) throw new Error("no 2d canvas");
  ctx.scale(density, density);
  draw(ctx);
  return canvas;
}

/** A picture of the world in few pixels, drawn large: where its origin lies and a pixel's side, world px. */
export interface Wash {
  readonly picture: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly cell: number;
}

/** Pixels beyond the edge that smoothing looks at. */
const SMOOTHED = 3;

/**
 * Draws what of a wash lies in `area`. To draw the whole of it and let the canvas cut it off took
 * 40 ms a time: the browser smooths all that is given.
 */
export function drawWash(
  ctx: CanvasRenderingContext2D,
  { picture, x, y, cell }: Wash,
  area: Readonly<Record<"x" | "y" | "width" | "height", number>>,
): void {
  const left = Math.max(0, Math.floor((area.x - x) / cell) - SMOOTHED);
  const top = Math.max(0, Math.floor((area.y - y) / cell) - SMOOTHED);
  const right = Math.min(picture.width, Math.ceil((area.x + area.width - x) / cell) + SMOOTHED);
  const bottom = Math.min(picture.height, Math.ceil((area.y + area.height - y) / cell) + SMOOTHED);
  const width = right - left;
  const height = bottom - top;
  if (width <= 0 || height <= 0) return;
  const at = { x: x + left * cell, y: y + top * cell };
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(picture, left, top, width, height, at.x, at.y, width * cell, height * cell);
}

/** A texture of a canvas, as large in the world as the drawing space was. */
export function textureOf(canvas: HTMLCanvasElement, density: number, mipmaps = false): Texture {
  const source = new ImageSource({
    resource: canvas,
    resolution: density,
    autoGenerateMipmaps: mipmaps,
    // A texture that nobody shows for a while must not be uploaded again in the middle of a fight.
    autoGarbageCollect: false,
  });
  return new Texture({ source });
}

/** One drawing of an atlas: square, drawn about its middle, `size` px of its own drawing space. */
export interface Plate {
  readonly size: number;
  readonly draw: Draw;
}

/** Pixels between plates: smaller copies of the texture must not bleed into each other. */
const GUTTER = 4;
const ATLAS_WIDTH = 640;

/** Many drawings on one texture. */
export interface Atlas {
  readonly textures: readonly Texture[];
  /** Draws every plate again; textures and whoever shows them stay. */
  repaint(): void;
}

/** Draws all plates on one texture, in the order given: sprites that share it are one draw call. */
export function atlas(
  plates: readonly Plate[],
  density: number,
  { mipmaps }: { mipmaps: boolean },
): Atlas {
  const cells: Rectangle[] = [];
  let x = 0;
  let y = 0;
  let below = 0;
  for (const { size } of plates) {
    if (x + size > ATLAS_WIDTH) [x, y] = [0, below];
    cells.push(new Rectangle(x, y, size, size));
    x += size + GUTTER;
    below = Math.max(below, y + size + GUTTER);
  }
  const paint = (ctx: CanvasRenderingContext2D) => {
    plates.forEach(({ draw }, i) => {
      drawPlate(ctx, cells[i] as Rectangle, draw);
    });
  };
  const canvas = sketch(ATLAS_WIDTH, below, density, paint);
  const { source } = textureOf(canvas, density, mipmaps);
  return {
    textures: cells.map((frame) => new Texture({ source, frame })),
    repaint() {
      const ctx = canvas.getContext("2d");
      if (!ctx) return;
      ctx.clearRect(0, 0, ATLAS_WIDTH, below);
      paint(ctx);
      source.update();
    },
  };
}

function drawPlate(ctx: CanvasRenderingContext2D, { x, y, width }: Rectangle, draw: Draw): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, width);
  ctx.clip();
  ctx.translate(x + width / 2, y + width / 2);
  draw(ctx);
  ctx.restore();
}

/** Traces a closed outline of x, y pairs, `radius` large, turned by `turn` radians. */
export function trace(
  ctx: CanvasRenderingContext2D,
  outline: readonly number[],
  { x = 0, y = 0, radius = 1, turn = 0 },
): void {
  const cos = Math.cos(turn) * radius;
  const sin = Math.sin(turn) * radius;
  ctx.beginPath();
  for (let i = 0; i < outline.length; i += 2) {
    const px = outline[i] as number;
    const py = outline[i + 1] as number;
    ctx.lineTo(x + px * cos - py * sin, y + px * sin + py * cos);
  }
  ctx.closePath();
}

/** `hex` mixed with `other` by `share` 0..1, as CSS hex. */
export function mixed(hex: string, other: string, share: number): string {
  const channel = (at: number) => {
    const from = Number.parseInt(hex.slice(at, at + 2), 16);
    const to = Number.parseInt(other.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
