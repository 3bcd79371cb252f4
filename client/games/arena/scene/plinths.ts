import type { PickupKind } from "../../../../schema/arena/map.ts";
import { PICKUP_LOOKS } from "../hud/icons.ts";
import { mixed, trace } from "./paint.ts";

const RADIUS = 27;
const SLABS = 12;

/** A round inlay in the sand, with the sign of what lies there from time to time. World px. */
export function drawPlinth(
  ctx: CanvasRenderingContext2D,
  { x, y, kind }: { x: number; y: number; kind: PickupKind },
): void {
  const { outline, color } = PICKUP_LOOKS[kind];
  ctx.save();
  ctx.translate(x, y);
  disc(ctx, { y: 2, radius: RADIUS + 2.5, fill: "rgb(40 20 8 / 0.45)" });
  disc(ctx, { radius: RADIUS, fill: "#6f5a44" });
  drawSlabs(ctx);
  disc(ctx, { radius: RADIUS * 0.7, fill: "#5a4735" });
  disc(ctx, { radius: RADIUS * 0.7 - 1.5, fill: "#8d755a" });
  trace(ctx, outline, { y: 0.8, radius: 12.5 });
  ctx.fillStyle = "rgb(255 236 200 / 0.25)";
  ctx.fill();
  trace(ctx, outline, { radius: 12.5 });
  ctx.fillStyle = mixed(color, "#3a2413", 0.5);
  ctx.fill();
  ctx.restore();
}

function drawSlabs(ctx: CanvasRenderingContext2D): void {
  for (let i = 0; i < SLABS; i++) {
    const from = ((i + 0.06) / SLABS) * Math.PI * 2;
    const to = ((i + 0.94) / SLABS) * Math.PI * 2;
    ctx.beginPath();
    ctx.arc(0, 0, RADIUS - 1, from, to);
    ctx.arc(0, 0, RADIUS * 0.72, to, from, true);
    ctx.closePath();
    ctx.fillStyle = i % 2 ? "#b39a78" : "#a1876a";
    ctx.fill();
  }
}

function disc(
  ctx: CanvasRenderingContext2D,
  { y = 0, radius, fill }: { y?: number; radius: number; fill: string },
): void {
  ctx.beginPath();
  ctx.arc(0, y, radius, 0, Math.PI * 2);
  ctx.fillStyle = fill;
  ctx.fill();
}
