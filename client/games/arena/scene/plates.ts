import { colorOf, teamColorOf } from "../emblem.ts";
import type { Draw } from "./paint.ts";

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
type Ctx = CanvasRenderingContext2D;

/** Lines at a figure's feet: dashed by hue. */
export const ringOf =
  (hue: number): Draw =>
  (ctx) => {
    ctx.setLineDash(RING_DASHES[hue % RING_DASHES.length] as number[]);
    rimmed(ctx, colorOf(hue), () => arc(ctx, 24));
    ctx.setLineDash([]);
  };

/** A ring with rays for the sun, a crescent for the moon: the side shows without colour, too. */
export const teamRingOf =
  (team: number): Draw =>
  (ctx) => {
    rimmed(ctx, teamColorOf(team), () => (team === 1 ? sunRing(ctx) : moonRing(ctx)));
  };

function rimmed(ctx: Ctx, color: string, path: () => void): void {
  for (const [width, style] of [
    [6, "rgb(20 9 3 / 0.6)"],
    [3.6, color],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = style;
    ctx.beginPath();
    path();
    ctx.stroke();
  }
}

function arc(ctx: Ctx, radius: number): void {
  ctx.arc(0, 0, radius, 0, FULL);
}

function sunRing(ctx: Ctx): void {
  arc(ctx, 23.5);
  for (let i = 0; i < 12; i++) {
    const angle = (i / 12) * FULL;
    ctx.moveTo(Math.cos(angle) * 24, Math.sin(angle) * 24);
    ctx.lineTo(Math.cos(angle) * 31, Math.sin(angle) * 31);
  }
}

/** Two arcs that meet: wide on the left, nothing on the right. */
function moonRing(ctx: Ctx): void {
  ctx.ellipse(-2, 0, 28, 28, 0, 0.32 * Math.PI, 1.68 * Math.PI);
  ctx.ellipse(3.5, 0, 24, 24, 0, 1.69 * Math.PI, 0.31 * Math.PI, true);
  ctx.closePath();
}

export function drawFoot(ctx: Ctx): void {
  ctx.beginPath();
  ctx.ellipse(0, 0, 6, 3.6, 0, 0, FULL);
  ctx.fillStyle = "#5b3d25";
  ctx.fill();
  ctx.strokeStyle = "#1b100a";
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** Four ember wedges around oneself: found at once in any crowd. */
export function drawOwnMark(ctx: Ctx): void {
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

export function drawShield(ctx: Ctx): void {
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

export function drawGlow(ctx: Ctx, radius: number, rgb: string, alpha: number): void {
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

export function drawFlame(ctx: Ctx): void {
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
export function drawStreak(ctx: Ctx): void {
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

export function drawWhite(ctx: Ctx): void {
  ctx.fillStyle = "#fff";
  ctx.fillRect(-4, -4, 8, 8);
}
