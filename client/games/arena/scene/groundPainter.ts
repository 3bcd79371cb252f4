import { type ArenaMap, UNIT } from "../../../../schema/arena/map.ts";
import { type Area, CHUNK } from "./chunks.ts";
import type { GroundPlan } from "./ground.ts";
import { AMBIENT, type LightMap } from "./light.ts";
import { drawMasonry, eachSolid, RIM, TILE_PX } from "./masonry.ts";
import { drawWash } from "./paint.ts";
import { drawPlinth } from "./plinths.ts";
import { Sand } from "./sand.ts";
import { drawHolder } from "./torches.ts";

/** Nothing that is drawn reaches farther than this from its middle, in world px. */
const REACH = TILE_PX;
const RIM_PX = RIM * TILE_PX;
/** The light beyond the map fades in so many steps, with this dark at each. */
const DIM_STEPS = 40;
const DIM = { inside: "rgb(15 9 6 / 0.1)", outside: "rgb(15 9 6 / 0.16)" } as const;

/** Paints any part of one map's ground: the same pixels, whatever the parts it is cut into. */
export class GroundPainter {
  readonly #plan: GroundPlan;
  readonly #sand: Sand;

  /** @param whole the ground's extent */
  constructor(plan: GroundPlan, whole: Area) {
    this.#plan = plan;
    this.#sand = new Sand(whole);
  }

  /** Fills `canvas` with `area` and a pixel around it. */
  paint(canvas: HTMLCanvasElement, area: Area): void {
    const { density, map, light } = this.#plan;
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    const left = 1 - area.x * density;
    const top = 1 - area.y * density;
    ctx.save();
    ctx.setTransform(density, 0, 0, density, left, top);
    this.#sand.draw(ctx, area, { density, left, top });
    drawMasonry(ctx, map, { area, density });
    this.#drawFittings(ctx, area);
    ctx.globalCompositeOperation = "multiply";
    drawWash(ctx, light.wash, area);
    if (touchesRim(area, map)) dimRim(ctx, map);
    ctx.restore();
  }

  #drawFittings(ctx: CanvasRenderingContext2D, area: Area): void {
    const { map, torches } = this.#plan;
    for (const pickup of map.pickups) {
      const x = pickup.x / UNIT;
      const y = pickup.y / UNIT;
      if (isNear(area, x, y)) drawPlinth(ctx, { x, y, kind: pickup.kind });
    }
    for (const torch of torches) if (isNear(area, torch.x, torch.y)) drawHolder(ctx, torch);
  }
}

const isNear = (area: Area, x: number, y: number): boolean =>
  x > area.x - REACH &&
  y > area.y - REACH &&
  x < area.x + area.width + REACH &&
  y < area.y + area.height + REACH;

/** Floor, walls and light without any detail: seen for a moment where the ground is still to be painted. */
export function drawFarGround(
  ctx: CanvasRenderingContext2D,
  { map, light, area }: { map: ArenaMap; light: LightMap; area: Area },
): void {
  ctx.translate(-area.x, -area.y);
  ctx.fillStyle = "#d4af7d";
  ctx.fillRect(area.x, area.y, area.width, area.height);
  ctx.beginPath();
  eachSolid(map, area, (column, row) => {
    ctx.rect(column * TILE_PX, row * TILE_PX, TILE_PX, TILE_PX);
  });
  ctx.fillStyle = "#85705b";
  ctx.fill();
  ctx.globalCompositeOperation = "multiply";
  drawWash(ctx, light.wash, area);
  dimRim(ctx, map);
}

/** Is any of it beyond the map, or so near its edge that the dark begins? */
const touchesRim = (area: Area, map: ArenaMap): boolean =>
  area.x < TILE_PX ||
  area.y < TILE_PX ||
  area.x + CHUNK > map.width / UNIT - TILE_PX ||
  area.y + CHUNK > map.height / UNIT - TILE_PX;

/** Beyond the map it is as dark as a place without torches, and grows darker: nothing is there. */
function dimRim(ctx: CanvasRenderingContext2D, map: ArenaMap): void {
  const width = map.width / UNIT;
  const height = map.height / UNIT;
  fillOutside(ctx, { width, height, out: 0 }, AMBIENT);
  ctx.globalCompositeOperation = "source-over";
  for (let step = 0; step < DIM_STEPS; step++) {
    const out = -TILE_PX / 2 + ((RIM_PX + TILE_PX / 2) * step) / DIM_STEPS;
    fillOutside(ctx, { width, height, out }, out <= 0 ? DIM.inside : DIM.outside);
  }
}

/** Fills all but the map and `out` px around it. */
function fillOutside(
  ctx: CanvasRenderingContext2D,
  { width, height, out }: { width: number; height: number; out: number },
  fill: string,
): void {
  const far = RIM_PX + CHUNK;
  ctx.beginPath();
  ctx.rect(-far, -far, width + 2 * far, height + 2 * far);
  ctx.rect(-out, -out, width + 2 * out, height + 2 * out);
  ctx.fillStyle = fill;
  ctx.fill("evenodd");
}
