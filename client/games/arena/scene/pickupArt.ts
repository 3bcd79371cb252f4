import type { PickupKind } from "../../../../schema/arena/map.ts";
import { trace } from "./paint.ts";

type Ctx = CanvasRenderingContext2D;

const INK = "#1b100a";
const BRONZE = "#c99a55";

const ART: Readonly<Record<PickupKind, (ctx: Ctx) => void>> = {
  health: drawAmphora,
  boost: drawSandal,
  power: drawSwords,
};

/** What lies on the sand to be taken: upright, wide or crossed, so that the outline alone tells it. */
export function drawItem(ctx: Ctx, kind: PickupKind): void {
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ART[kind](ctx);
}

function inked(ctx: Ctx, fill: string | CanvasGradient, width = 2.4): void {
  ctx.strokeStyle = INK;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.fillStyle = fill;
  ctx.fill();
}

/** A stroke with a dark rim. */
function rod(ctx: Ctx, color: string, width: number): void {
  ctx.strokeStyle = INK;
  ctx.lineWidth = width + 2.4;
  ctx.stroke();
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** A jug of wine with two handles, and a pale cross on its belly. */
function drawAmphora(ctx: Ctx): void {
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(side * 4.5, -17);
    ctx.bezierCurveTo(side * 15, -19, side * 16, -9, side * 10, -6);
    rod(ctx, "#b4552f", 3);
  }
  ctx.beginPath();
  ctx.moveTo(-4.5, -19);
  ctx.lineTo(4.5, -19);
  ctx.lineTo(4.2, -11.5);
  ctx.bezierCurveTo(16, -8, 16, 8, 5, 19);
  ctx.lineTo(6, 22.5);
  ctx.lineTo(-6, 22.5);
  ctx.lineTo(-5, 19);
  ctx.bezierCurveTo(-16, 8, -16, -8, -4.2, -11.5);
  ctx.closePath();
  const clay = ctx.createLinearGradient(-13, 0, 13, 0);
  clay.addColorStop(0, "#e88457");
  clay.addColorStop(0.35, "#d96b41");
  clay.addColorStop(1, "#8f3c22");
  inked(ctx, clay);
  ctx.beginPath();
  ctx.roundRect(-7, -23, 14, 5, 2);
  inked(ctx, "#d97449");
  ctx.beginPath();
  for (const [x, y] of [
    [0, 6],
    [6, 0],
  ] as const) {
    ctx.moveTo(-x, 1.5 - y);
    ctx.lineTo(x, 1.5 + y);
  }
  rod(ctx, "#fff1da", 4.4);
}

/** A boot in full stride, with a wing at its heel. */
function drawSandal(ctx: Ctx): void {
  ctx.beginPath();
  ctx.moveTo(-8, -6);
  ctx.lineTo(4, -8);
  ctx.bezierCurveTo(4, 2, 8, 7, 15, 8);
  ctx.bezierCurveTo(25, 9, 26, 17, 22, 18);
  ctx.lineTo(-9, 18);
  ctx.bezierCurveTo(-12, 10, -11, 2, -8, -6);
  ctx.closePath();
  const leather = ctx.createLinearGradient(0, -8, 0, 18);
  leather.addColorStop(0, "#f0c17c");
  leather.addColorStop(1, "#c07f3f");
  inked(ctx, leather);
  ctx.beginPath();
  ctx.roundRect(-12, 17, 36, 5, 2.5);
  inked(ctx, "#6d3f20");
  ctx.beginPath();
  for (const [fromX, fromY, toX, toY] of [
    [-8.5, -1, 4.5, -2],
    [-9.5, 5, 7, 4],
    [2, 17, 14, 8],
  ] as const) {
    ctx.moveTo(fromX, fromY);
    ctx.lineTo(toX, toY);
  }
  ctx.lineWidth = 2;
  ctx.strokeStyle = "#6d3f20";
  ctx.stroke();
  for (const [angle, length] of FEATHERS) drawFeather(ctx, angle, length);
}

/** From the lowest to the highest. */
const FEATHERS = [
  [Math.PI * 0.98, 17],
  [Math.PI * 1.12, 21],
  [Math.PI * 1.26, 24],
  [Math.PI * 1.4, 23],
] as const;

function drawFeather(ctx: Ctx, angle: number, length: number): void {
  ctx.save();
  ctx.translate(-4, 8);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(0, -2.5);
  ctx.quadraticCurveTo(length * 0.6, -7, length, 0);
  ctx.quadraticCurveTo(length * 0.6, 5, 0, 3.5);
  ctx.closePath();
  inked(ctx, "#eaf5ff", 2.2);
  ctx.restore();
}

/** Two short swords, crossed. */
function drawSwords(ctx: Ctx): void {
  for (const side of [-1, 1]) {
    ctx.save();
    ctx.rotate((side * Math.PI) / 4);
    ctx.beginPath();
    ctx.moveTo(0, 12);
    ctx.lineTo(0, 22);
    rod(ctx, "#7d5330", 3.4);
    ctx.beginPath();
    ctx.arc(0, 23, 2.6, 0, Math.PI * 2);
    inked(ctx, BRONZE);
    trace(ctx, [0, -26, 4, -19, 3, 10, -3, 10, -4, -19], {});
    const steel = ctx.createLinearGradient(-4, 0, 4, 0);
    steel.addColorStop(0, "#ffffff");
    steel.addColorStop(0.5, "#e6d9ff");
    steel.addColorStop(0.52, "#b49ada");
    steel.addColorStop(1, "#8a6fb8");
    inked(ctx, steel);
    ctx.beginPath();
    ctx.moveTo(-7.5, 11);
    ctx.lineTo(7.5, 11);
    rod(ctx, BRONZE, 3.6);
    ctx.restore();
  }
}
