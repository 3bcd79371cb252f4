import { type ArenaMap, solidTile } from "../../../../schema/arena/map.ts";
import { FACE, TILE_PX } from "./masonry.ts";

/** A fire of the map: on a wall, or in the cellar below an iron grate in the floor. World px. */
export interface Torch {
  readonly kind: "wall" | "grate";
  /** Where the flame burns. */
  readonly x: number;
  readonly y: number;
  /** Where its light starts: always on open floor. */
  readonly lightX: number;
  readonly lightY: number;
}

/** Which way to look for a wall to hang a torch on, and where on that wall the flame is. */
const HOOKS = [
  { column: 0, row: -1, x: 0, y: -TILE_PX / 2 - FACE / 2 },
  { column: -1, row: 0, x: -TILE_PX / 2 - 3, y: 0 },
  { column: 1, row: 0, x: TILE_PX / 2 + 3, y: 0 },
  { column: 0, row: 1, x: 0, y: TILE_PX / 2 + 4 },
] as const;

/** The map's fires: a `t` tile beside a wall is a torch on it, any other a grate. */
export function torchesOf(map: ArenaMap): readonly Torch[] {
  const torches: Torch[] = [];
  map.tiles.forEach((line, row) => {
    [...line].forEach((tile, column) => {
      if (tile === "t") torches.push(torchAt(map, column, row));
    });
  });
  return torches;
}

function torchAt(map: ArenaMap, column: number, row: number): Torch {
  const x = (column + 0.5) * TILE_PX;
  const y = (row + 0.5) * TILE_PX;
  const hook = HOOKS.find((way) => solidTile(map, column + way.column, row + way.row));
  if (!hook) return { kind: "grate", x, y, lightX: x, lightY: y };
  const reach = TILE_PX / 4;
  return {
    kind: "wall",
    x: x + hook.x,
    y: y + hook.y,
    lightX: x + hook.column * reach,
    lightY: y + hook.row * reach,
  };
}

/** The iron that holds a fire; the flame itself moves and is a sprite. */
export function drawHolder(ctx: CanvasRenderingContext2D, torch: Torch): void {
  if (torch.kind === "wall") drawBracket(ctx, torch);
  else drawGrate(ctx, torch);
}

function drawBracket(ctx: CanvasRenderingContext2D, { x, y }: Torch): void {
  ctx.fillStyle = "#1c120b";
  ctx.fillRect(x - 2.5, y - 1, 5, 12);
  ctx.beginPath();
  ctx.ellipse(x, y, 7, 4.5, 0, 0, Math.PI * 2);
  ctx.fill();
  ctx.fillStyle = "#ff9a45";
  ctx.beginPath();
  ctx.ellipse(x, y - 0.5, 5, 2.8, 0, 0, Math.PI * 2);
  ctx.fill();
}

function drawGrate(ctx: CanvasRenderingContext2D, { x, y }: Torch): void {
  const half = 22;
  ctx.fillStyle = "#56432f";
  ctx.fillRect(x - half - 4, y - half - 4, 2 * half + 8, 2 * half + 8);
  ctx.fillStyle = "rgb(255 226 180 / 0.25)";
  ctx.fillRect(x - half - 4, y - half - 4, 2 * half + 8, 2);
  const pit = ctx.createRadialGradient(x, y, 2, x, y, half * 1.3);
  pit.addColorStop(0, "#ffc766");
  pit.addColorStop(0.45, "#f0702a");
  pit.addColorStop(1, "#3a1206");
  ctx.fillStyle = pit;
  ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
  ctx.fillStyle = "#21150d";
  for (let bar = -half; bar <= half; bar += 11) {
    ctx.fillRect(x + bar - 2, y - half, 4, 2 * half);
    ctx.fillRect(x - half, y + bar - 2, 2 * half, 4);
  }
}
