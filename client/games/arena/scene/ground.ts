import { Sprite } from "pixi.js";
import { type ArenaMap, UNIT } from "../../../../schema/arena/map.ts";
import { AMBIENT, type LightMap } from "./light.ts";
import { drawMasonry, RIM, TILE_PX } from "./masonry.ts";
import { sketch, textureOf } from "./paint.ts";
import { drawSand } from "./sand.ts";
import { drawHolders, type Torch } from "./torches.ts";

/** No texture is larger than this on a side: every WebGL device takes it. */
const LARGEST = 4096;
/** Steps in which the light beyond the map fades. */
const DIM_STEPS = 40;
/** The same floor for everyone who plays this map. */
const SEED = 79;

export interface GroundPlan {
  readonly map: ArenaMap;
  readonly torches: readonly Torch[];
  readonly light: LightMap;
  /** Wanted pixels per world px. */
  readonly density: number;
}

/** World px that the ground reaches beyond the map on each side. */
const RIM_PX = RIM * TILE_PX;

/** Sand, masonry, iron and the light on them, drawn once: in play the whole map is one sprite. */
export function bakeGround({ map, torches, light, density }: GroundPlan): Sprite {
  const width = map.width / UNIT;
  const height = map.height / UNIT;
  const full = { width: width + 2 * RIM_PX, height: height + 2 * RIM_PX };
  const fine = Math.min(density, LARGEST / Math.max(full.width, full.height));
  const canvas = sketch(full.width, full.height, fine, (ctx) => {
    drawSand(ctx, { ...full, density: fine }, { rng: SEED });
    ctx.translate(RIM_PX, RIM_PX);
    drawMasonry(ctx, map, fine);
    drawHolders(ctx, torches);
    ctx.globalCompositeOperation = "multiply";
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(light.canvas, 0, 0, width, height);
    dimRim(ctx, width, height);
  });
  const sprite = new Sprite(textureOf(canvas, fine));
  sprite.position.set(-RIM_PX, -RIM_PX);
  return sprite;
}

/** Beyond the map it is as dark as a place without torches, and grows darker: nothing is there. */
function dimRim(ctx: CanvasRenderingContext2D, width: number, height: number): void {
  fillOutside(ctx, { width, height, out: 0 }, AMBIENT);
  ctx.globalCompositeOperation = "source-over";
  for (let step = 0; step < DIM_STEPS; step++) {
    const out = -TILE_PX / 2 + ((RIM_PX + TILE_PX / 2) * step) / DIM_STEPS;
    fillOutside(ctx, { width, height, out }, `rgb(15 9 6 / ${out <= 0 ? 0.1 : 0.16})`);
  }
}

/** Fills all but the map and `out` px around it. */
function fillOutside(
  ctx: CanvasRenderingContext2D,
  { width, height, out }: { width: number; height: number; out: number },
  fill: string,
): void {
  ctx.beginPath();
  ctx.rect(-RIM_PX, -RIM_PX, width + 2 * RIM_PX, height + 2 * RIM_PX);
  ctx.rect(-out, -out, width + 2 * out, height + 2 * out);
  ctx.fillStyle = fill;
  ctx.fill("evenodd");
}
