import type { Texture } from "pixi.js";
import { type ArenaMap, UNIT } from "../../../../schema/arena/map.ts";
import type { LightMap } from "./light.ts";
import { drawMasonry } from "./masonry.ts";
import { sketch, textureOf } from "./paint.ts";
import { drawSand } from "./sand.ts";
import { drawHolders, type Torch } from "./torches.ts";

/** No texture is larger than this on a side: every WebGL device takes it. */
const LARGEST = 4096;
/** The same floor for everyone who plays this map. */
const SEED = 79;

export interface GroundPlan {
  readonly map: ArenaMap;
  readonly torches: readonly Torch[];
  readonly light: LightMap;
  /** Wanted pixels per world px. */
  readonly density: number;
}

/** Sand, masonry, iron and the light on them, drawn once: in play the whole map is one sprite. */
export function bakeGround({ map, torches, light, density }: GroundPlan): Texture {
  const width = map.width / UNIT;
  const height = map.height / UNIT;
  const fine = Math.min(density, LARGEST / Math.max(width, height));
  const canvas = sketch(width, height, fine, (ctx) => {
    drawSand(ctx, { width, height, density: fine }, { rng: SEED });
    drawMasonry(ctx, map, fine);
    drawHolders(ctx, torches);
    ctx.globalCompositeOperation = "multiply";
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(light.canvas, 0, 0, width, height);
  });
  return textureOf(canvas, fine);
}
