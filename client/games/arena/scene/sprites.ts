import type { Texture } from "pixi.js";
import { HUES } from "../../../../schema/messages.ts";
import { colorOf } from "../emblem.ts";
import { drawFallen, drawGladiator, FIGURE } from "./gladiator.ts";
import { atlas, type Plate } from "./paint.ts";

/** Dash patterns of the rings at the feet: told apart without colour. In world px. */
const RING_DASHES: readonly (readonly number[])[] = [
  [],
  [18, 7],
  [32, 10],
  [9, 6],
  [3, 4.68],
  [14, 4, 4, 4],
  [24, 4, 4, 4, 4, 4],
  [7, 10],
];
const FULL = Math.PI * 2;
/** Size of the spark's texture in world px at scale 1. */
export const SPARK_PX = 16;

/** Every texture that moves on the screen, drawn once. White ones are tinted where they are used. */
export interface Sprites {
  readonly body: readonly Texture[];
  readonly fallen: readonly Texture[];
  readonly ring: readonly Texture[];
  readonly foot: Texture;
  readonly shadow: Texture;
  readonly own: Texture;
  readonly shield: Texture;
  /** A plain white area. */
  readonly white: Texture;
  readonly flame: Texture;
  readonly glow: Texture;
  readonly streak: Texture;
  readonly spark: Texture;
}

const HUE_PLATES = [
  { size: FIGURE, draw: drawGladiator },
  { size: FIGURE, draw: drawFallen },
  { size: 56, draw: drawRing },
] as const;
const PLATES: readonly Plate[] = [
  { size: 16, draw: drawFoot },
  { size: 64, draw: (ctx) => drawGlow(ctx, 30, "20 8 2", 0.62) },
  { size: 76, draw: drawOwnMark },
  { size: 72, draw: drawShield },
  { size: 8, draw: drawWhite },
  { size: 32, draw: drawFlame },
];
const LIGHTS: readonly Plate[] = [
  { size: 128, draw: (ctx) => drawGlow(ctx, 64, "255 255 255", 1) },
  { size: 64, draw: drawStreak },
  { size: SPARK_PX, draw: (ctx) => drawGlow(ctx, SPARK_PX / 2, "255 255 255", 1) },
];

/** All sprites, and how to paint them anew in the palette of the moment. */
export interface SpriteSheet {
  readonly sprites: Sprites;
  readonly repaint: () => void;
}

/** Two atlases: figures, sharp at `density`; and lights, which are soft and stretched. */
export function drawSprites(density: number): SpriteSheet {
  const ofHues = HUE_PLATES.flatMap(({ size, draw }) =>
    Array.from({ length: HUES }, (_, hue) => ({
      size,
      draw: (ctx: CanvasRenderingContext2D) => draw(ctx, hue),
    })),
  );
  const { textures: figures, repaint } = atlas([...ofHues, ...PLATES], density, { mipmaps: true });
  const [foot, shadow, own, shield, white, flame] = figures.slice(ofHues.length) as Six;
  // Mipmaps would only cost here: these are shown larger than drawn, over large areas.
  const lights = atlas(LIGHTS, 1, { mipmaps: false }).textures;
  const [glow, streak, spark] = lights as [Texture, Texture, Texture];
  const body = figures.slice(0, HUES);
  const fallen = figures.slice(HUES, 2 * HUES);
  const ring = figures.slice(2 * HUES, 3 * HUES);
  const hued = { body, fallen, ring };
  return {
    sprites: { ...hued, foot, shadow, own, shield, white, flame, glow, streak, spark },
    repaint,
  };
}

type Six = [Texture, Texture, Texture, Texture, Texture, Texture];

export function destroySprites(sprites: Sprites): void {
  const textures = Object.values(sprites).flat() as readonly Texture[];
  for (const source of new Set(textures.map((texture) => texture.source))) source.destroy();
  for (const texture of textures) texture.destroy();
}

function drawRing(ctx: CanvasRenderingContext2D, hue: number): void {
  for (const [width, color] of [
    [6, "rgb(20 9 3 / 0.6)"],
    [3.6, colorOf(hue)],
  ] as const) {
    ctx.setLineDash(RING_DASHES[hue % RING_DASHES.length] as number[]);
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.arc(0, 0, 24, 0, FULL);
    ctx.stroke();
  }
}

function drawFoot(ctx: CanvasRenderingContext2D): void {
  ctx.beginPath();
  ctx.ellipse(0, 0, 6, 3.6, 0, 0, FULL);
  ctx.fillStyle = "#5b3d25";
  ctx.fill();
  ctx.strokeStyle = "#1b100a";
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** Four ember wedges around oneself: found at once in any crowd. */
function drawOwnMark(ctx: CanvasRenderingContext2D): void {
  for (let i = 0; i < 4; i++) {
    ctx.rotate(Math.PI / 2);
    ctx.beginPath();
    ctx.moveTo(27, -5);
    ctx.lineTo(34, 0);
    ctx.lineTo(27, 5);
    ctx.closePath();
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = "rgb(20 9 3 / 0.7)";
    ctx.stroke();
    ctx.fillStyle = "#ff8a3c";
    ctx.fill();
  }
}

function drawShield(ctx: CanvasRenderingContext2D): void {
  const dome = ctx.createRadialGradient(0, 0, 14, 0, 0, 31);
  dome.addColorStop(0, "rgb(255 226 160 / 0)");
  dome.addColorStop(0.8, "rgb(255 226 160 / 0.22)");
  dome.addColorStop(1, "rgb(255 240 205 / 0.5)");
  ctx.fillStyle = dome;
  ctx.beginPath();
  ctx.arc(0, 0, 31, 0, FULL);
  ctx.fill();
  ctx.lineWidth = 2.6;
  ctx.strokeStyle = "rgb(255 244 214 / 0.95)";
  ctx.setLineDash([26, 6.46]);
  ctx.stroke();
}

function drawGlow(ctx: CanvasRenderingContext2D, radius: number, rgb: string, alpha: number): void {
  const glow = ctx.createRadialGradient(0, 0, 0, 0, 0, radius);
  for (const [at, share] of [
    [0, 1],
    [0.25, 0.6],
    [0.55, 0.2],
    [1, 0],
  ] as const) {
    glow.addColorStop(at, `rgb(${rgb} / ${share * alpha})`);
  }
  ctx.fillStyle = glow;
  ctx.fillRect(-radius, -radius, radius * 2, radius * 2);
}

function drawFlame(ctx: CanvasRenderingContext2D): void {
  for (const [scale, color] of [
    [1, "rgb(255 120 40 / 0.75)"],
    [0.72, "rgb(255 176 70 / 0.9)"],
    [0.42, "rgb(255 244 200 / 1)"],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(0, -15 * scale + 3);
    ctx.bezierCurveTo(9 * scale, -3, 9 * scale, 12 * scale, 0, 12 * scale);
    ctx.bezierCurveTo(-9 * scale, 12 * scale, -9 * scale, -3, 0, -15 * scale + 3);
    ctx.fillStyle = color;
    ctx.fill();
  }
}

/** Fades from its tail (left) to its head and from its core to its sides. */
function drawStreak(ctx: CanvasRenderingContext2D): void {
  const along = ctx.createLinearGradient(-32, 0, 32, 0);
  along.addColorStop(0, "rgb(255 255 255 / 0)");
  along.addColorStop(0.7, "rgb(255 255 255 / 0.75)");
  along.addColorStop(1, "rgb(255 255 255 / 1)");
  ctx.fillStyle = along;
  ctx.fillRect(-32, -32, 64, 64);
  const across = ctx.createLinearGradient(0, -32, 0, 32);
  across.addColorStop(0, "rgb(0 0 0 / 0)");
  across.addColorStop(0.4, "rgb(0 0 0 / 0.5)");
  across.addColorStop(0.5, "rgb(0 0 0 / 1)");
  across.addColorStop(0.6, "rgb(0 0 0 / 0.5)");
  across.addColorStop(1, "rgb(0 0 0 / 0)");
  ctx.globalCompositeOperation = "destination-in";
  ctx.fillStyle = across;
  ctx.fillRect(-32, -32, 64, 64);
}

function drawWhite(ctx: CanvasRenderingContext2D): void {
  ctx.fillStyle = "#fff";
  ctx.fillRect(-4, -4, 8, 8);
}
