import type { Texture } from "pixi.js";
import { colorOf, outlineOf, teamColorOf, teamOutlineOf } from "../emblem.ts";
import { directionOf } from "./direction.ts";
import { sketch, textureOf, trace } from "./paint.ts";

/** Tags are drawn in screen px, so that names are as legible on a phone as on a wall. */
const FONT = '600 13px system-ui, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", sans-serif';
const HEIGHT = 20;
const BADGE = 6;
const PAD = 3;
const OWN = "#ff8a3c";

/** What a name stands on. */
export type Plate = "none" | "ally" | "own";

/** What a label shows. */
export interface LabelLook {
  readonly name: string;
  readonly hue: number;
  /** 1 sun, 2 moon, 0 none. */
  readonly team: number;
  readonly plate: Plate;
}

/** The side's emblem where there are sides, else one's own; and the name. */
export function drawLabel(look: LabelLook, density: number): Texture {
  const { name, hue, team } = look;
  const text = widthOf(name);
  const x = BADGE * 2 + 8;
  const width = text + x + PAD + 3;
  const color = team > 0 ? teamColorOf(team) : colorOf(hue);
  const outline = team > 0 ? teamOutlineOf(team) : outlineOf(hue);
  const canvas = sketch(width, HEIGHT, density, (ctx) => {
    if (look.plate !== "none") drawPlate(ctx, width, look.plate === "own" ? OWN : color);
    trace(ctx, outline, { x: BADGE + PAD + 1, y: HEIGHT / 2, radius: BADGE });
    outlined(ctx, color, {
      stroke: () => ctx.stroke(),
      fill: () => ctx.fill(),
    });
    ctx.font = FONT;
    ctx.direction = directionOf(name);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    const y = HEIGHT / 2 + 0.5;
    outlined(ctx, "#fbeed6", {
      stroke: () => ctx.strokeText(name, x, y),
      fill: () => ctx.fillText(name, x, y),
    });
  });
  return textureOf(canvas, density);
}

function widthOf(name: string): number {
  const measure = sketch(1, 1, 1, () => {}).getContext("2d") as CanvasRenderingContext2D;
  measure.font = FONT;
  return Math.ceil(measure.measureText(name).width);
}

function drawPlate(ctx: CanvasRenderingContext2D, width: number, color: string): void {
  ctx.beginPath();
  ctx.roundRect(1, 1, width - 2, HEIGHT - 2, 6);
  ctx.fillStyle = "rgb(18 9 4 / 0.72)";
  ctx.fill();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** Light on a dark rim: legible on lit sand and in the dark alike. */
function outlined(
  ctx: CanvasRenderingContext2D,
  color: string,
  { stroke, fill }: { stroke: () => void; fill: () => void },
): void {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.6;
  ctx.strokeStyle = "rgb(18 9 4 / 0.9)";
  stroke();
  ctx.fillStyle = color;
  fill();
}
