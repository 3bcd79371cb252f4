import { colorOf, outlineOf } from "../emblem.ts";
import { mixed, trace } from "./paint.ts";

type Ctx = CanvasRenderingContext2D;

/** Side of a figure's drawing in world px; the figure looks along +x. */
export const FIGURE = 76;
/** How far before the figure's middle its bolts leave. */
export const MUZZLE = 30;

const INK = "#1b100a";
const SKIN = "#d39a6a";
const WOOD = "#7d5330";
const BRONZE = { light: "#f3d493", mid: "#b98b4b", dark: "#6a4823" };
const FULL = Math.PI * 2;

/** A fighter from above: cloth and helmet emblem tell who it is, the arms hold a hand ballista. */
export function drawGladiator(ctx: Ctx, hue: number, cloth: string): void {
  drawCloak(ctx, cloth);
  drawBallista(ctx);
  drawShoulders(ctx, cloth);
  drawArms(ctx, cloth);
  drawHelmet(ctx, hue);
}

function oval(ctx: Ctx, x: number, y: number, rx: number, ry: number): void {
  ctx.beginPath();
  ctx.ellipse(x, y, rx, ry, 0, 0, FULL);
}

function inked(ctx: Ctx, fill: string | CanvasGradient, width = 1.6): void {
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.strokeStyle = INK;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** A short cloak, the largest patch of the hue: it is what one sees first from afar. */
function drawCloak(ctx: Ctx, cloth: string): void {
  const fall = ctx.createLinearGradient(-24, 0, 2, 0);
  fall.addColorStop(0, mixed(cloth, "#1a0c04", 0.42));
  fall.addColorStop(0.55, cloth);
  fall.addColorStop(1, mixed(cloth, "#ffffff", 0.15));
  ctx.beginPath();
  ctx.moveTo(4, -17);
  ctx.quadraticCurveTo(-12, -21, -23, -14);
  ctx.quadraticCurveTo(-19, -9, -25, -5);
  ctx.quadraticCurveTo(-21, 0, -25, 5);
  ctx.quadraticCurveTo(-19, 9, -23, 14);
  ctx.quadraticCurveTo(-12, 21, 4, 17);
  ctx.closePath();
  inked(ctx, fall, 2);
  ctx.strokeStyle = mixed(cloth, "#1a0c04", 0.45);
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  for (const y of [-8.5, 8.5]) {
    ctx.moveTo(-20, y);
    ctx.quadraticCurveTo(-12, y * 1.15, -6, y);
  }
  ctx.stroke();
}

function drawShoulders(ctx: Ctx, cloth: string): void {
  oval(ctx, 1, 0, 9, 18.5);
  inked(ctx, mixed(cloth, "#ffffff", 0.12), 2);
  for (const y of [-15, 15]) {
    const plate = ctx.createRadialGradient(2, y - 2, 0.5, 1, y, 6);
    plate.addColorStop(0, "#fff0c4");
    plate.addColorStop(0.6, BRONZE.mid);
    plate.addColorStop(1, BRONZE.dark);
    oval(ctx, 1, y, 5.4, 5);
    inked(ctx, plate);
  }
}

/** Sleeves in the hue, bare hands at the weapon. */
function drawArms(ctx: Ctx, cloth: string): void {
  ctx.lineCap = "round";
  for (const [width, color] of [
    [9, INK],
    [5.8, mixed(cloth, "#1a0c04", 0.2)],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(6, -13);
    ctx.lineTo(15, -6);
    ctx.moveTo(6, 13);
    ctx.lineTo(12, 6);
    ctx.stroke();
  }
  for (const [x, y] of [
    [17.5, -3.6],
    [13.5, 4],
  ] as const) {
    oval(ctx, x, y, 3.4, 3);
    inked(ctx, SKIN, 1.4);
  }
}

function drawBallista(ctx: Ctx): void {
  ctx.beginPath();
  ctx.roundRect(3, -2.8, 25, 5.6, 2);
  inked(ctx, WOOD);
  ctx.strokeStyle = "#e9dcc0";
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(20, -15);
  ctx.lineTo(13, 0);
  ctx.lineTo(20, 15);
  ctx.stroke();
  for (const [width, color] of [
    [5.4, INK],
    [2.8, "#a9a39a"],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(20, -15);
    ctx.quadraticCurveTo(31, 0, 20, 15);
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.moveTo(12, 0);
  ctx.lineTo(29, 0);
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = "#ffd9a0";
  ctx.stroke();
  trace(ctx, [0, -1, 0.7, 0.8, -0.7, 0.8], { x: 31, radius: 4, turn: Math.PI / 2 });
  ctx.fillStyle = "#ffedd0";
  ctx.fill();
}

function drawHelmet(ctx: Ctx, hue: number): void {
  ctx.lineWidth = 5.5;
  ctx.strokeStyle = INK;
  ctx.beginPath();
  ctx.arc(-2, 0, 11, -0.95, 0.95);
  ctx.stroke();
  ctx.lineWidth = 2.8;
  ctx.strokeStyle = BRONZE.mid;
  ctx.stroke();
  const shell = ctx.createRadialGradient(1, -4, 1, -2, 0, 11);
  shell.addColorStop(0, BRONZE.light);
  shell.addColorStop(0.55, BRONZE.mid);
  shell.addColorStop(1, BRONZE.dark);
  oval(ctx, -2, 0, 10.6, 10.6);
  inked(ctx, shell);
  trace(ctx, outlineOf(hue), { x: -2, radius: 7.4, turn: Math.PI / 2 });
  ctx.lineJoin = "round";
  ctx.lineWidth = 2.6;
  ctx.strokeStyle = INK;
  ctx.stroke();
  ctx.fillStyle = mixed(colorOf(hue), "#ffffff", 0.18);
  ctx.fill();
}

/** The same fighter fallen: face down, helmet and weapon beside. */
export function drawFallen(ctx: Ctx, hue: number, cloth: string): void {
  oval(ctx, 2, 3, 25, 19);
  ctx.fillStyle = "rgb(38 14 6 / 0.4)";
  ctx.fill();
  ctx.save();
  ctx.rotate(0.9);
  ctx.translate(6, -12);
  ctx.scale(0.85, 0.85);
  drawBallista(ctx);
  ctx.restore();
  drawLimbs(ctx);
  oval(ctx, -3, 0, 15, 11);
  inked(ctx, mixed(cloth, "#2a160a", 0.25), 2);
  oval(ctx, 13, 1, 6.5, 6.5);
  inked(ctx, "#6d4a30");
  ctx.save();
  ctx.translate(18, -20);
  ctx.scale(0.8, 0.8);
  ctx.rotate(-1.1);
  drawHelmet(ctx, hue);
  ctx.restore();
}

function drawLimbs(ctx: Ctx): void {
  ctx.lineCap = "round";
  for (const [width, color] of [
    [8, INK],
    [5, SKIN],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(0, -9);
    ctx.lineTo(3, -19);
    ctx.moveTo(4, 9);
    ctx.lineTo(17, 14);
    ctx.moveTo(-12, -5);
    ctx.lineTo(-24, -9);
    ctx.moveTo(-12, 5);
    ctx.lineTo(-25, 7);
    ctx.stroke();
  }
}
