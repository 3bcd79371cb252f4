import type { Texture } from "pixi.js";
import { PICKUP_KINDS, type PickupKind } from "../../../../schema/arena/map.ts";
import { HUES } from "../../../../schema/messages.ts";
import { colorOf, teamColorOf } from "../emblem.ts";
import { drawFallen, drawGladiator, FIGURE } from "./gladiator.ts";
import { drawAura, drawChain, drawLaurel, drawWings } from "./honours.ts";
import { atlas, type Draw, type Plate } from "./paint.ts";
import { drawItem } from "./pickupArt.ts";
import {
  drawFlame,
  drawFoot,
  drawGlow,
  drawOwnMark,
  drawShield,
  drawStreak,
  drawWhite,
  ringOf,
  teamRingOf,
} from "./plates.ts";

/** Sizes of these textures in world px at scale 1. */
export const SPARK_PX = 16;
export const STREAK_PX = 64;
/** Teams that figures dress for: none, sun and moon. */
const SIDES = 3;

/** Every texture that moves on the screen, drawn once. White ones are tinted where they are used. */
export interface Sprites {
  /** By {@link lookOf}. */
  readonly body: readonly Texture[];
  readonly fallen: readonly Texture[];
  /** By {@link ringIndex}. */
  readonly ring: readonly Texture[];
  readonly item: Readonly<Record<PickupKind, Texture>>;
  readonly foot: Texture;
  readonly shadow: Texture;
  readonly own: Texture;
  readonly shield: Texture;
  readonly laurel: Texture;
  readonly chain: Texture;
  readonly aura: Texture;
  readonly wings: Texture;
  /** A plain white area. */
  readonly white: Texture;
  readonly flame: Texture;
  readonly glow: Texture;
  readonly streak: Texture;
  readonly spark: Texture;
}

/** Which figure a player wears: in a team its colour, with one's own emblem on the helmet. */
export const lookOf = (team: number, hue: number): number => (team % SIDES) * HUES + (hue % HUES);

/** Which ring lies at the feet, and which colour one's bolts have: the hue's, or the team's. */
export const ringIndex = (team: number, hue: number): number =>
  team % SIDES === 0 ? hue % HUES : HUES - 1 + (team % SIDES);

const clothOf = (look: number): string => {
  const team = Math.floor(look / HUES);
  return team === 0 ? colorOf(look) : teamColorOf(team);
};

const LOOKS = Array.from({ length: SIDES * HUES }, (_, look) => look);
const RINGS = HUES + SIDES - 1;

const FIGURES: readonly Plate[] = [
  ...LOOKS.map((look) => figure((ctx) => drawGladiator(ctx, look % HUES, clothOf(look)))),
  ...LOOKS.map((look) => figure((ctx) => drawFallen(ctx, look % HUES, clothOf(look)))),
  ...Array.from({ length: RINGS }, (_, i) => ({
    size: 72,
    draw: i < HUES ? ringOf(i) : teamRingOf(i - HUES + 1),
  })),
  ...PICKUP_KINDS.map((kind) => ({ size: 56, draw: (ctx: Ctx) => drawItem(ctx, kind) })),
];
const PLATES = {
  foot: { size: 16, draw: drawFoot },
  shadow: { size: 64, draw: (ctx) => drawGlow(ctx, 30, "20 8 2", 0.62) },
  own: { size: 76, draw: drawOwnMark },
  shield: { size: 72, draw: drawShield },
  laurel: { size: 44, draw: drawLaurel },
  chain: { size: 76, draw: drawChain },
  aura: { size: 96, draw: drawAura },
  wings: { size: 72, draw: drawWings },
  white: { size: 8, draw: drawWhite },
  flame: { size: 32, draw: drawFlame },
} as const satisfies Record<string, Plate>;
const LIGHTS = {
  glow: { size: 128, draw: (ctx) => drawGlow(ctx, 64, "255 255 255", 1) },
  streak: { size: STREAK_PX, draw: drawStreak },
  spark: { size: SPARK_PX, draw: (ctx) => drawGlow(ctx, SPARK_PX / 2, "255 255 255", 1) },
} as const satisfies Record<string, Plate>;

type Ctx = CanvasRenderingContext2D;

function figure(draw: Draw): Plate {
  return { size: FIGURE, draw };
}

/** All sprites, and how to paint them anew in the palette of the moment. */
export interface SpriteSheet {
  readonly sprites: Sprites;
  readonly repaint: () => void;
}

/** Two atlases: figures, sharp at `density`; and lights, which are soft and stretched. */
export function drawSprites(density: number): SpriteSheet {
  const plates = [...FIGURES, ...Object.values(PLATES)];
  const { textures, repaint } = atlas(plates, density, { mipmaps: true });
  const rings = 2 * LOOKS.length;
  const items = rings + RINGS;
  const [health, boost, power] = textures.slice(items) as [Texture, Texture, Texture];
  // Mipmaps would only cost here: these are shown larger than drawn, over large areas.
  const lights = atlas(Object.values(LIGHTS), 1, { mipmaps: false }).textures;
  const sprites: Sprites = {
    body: textures.slice(0, LOOKS.length),
    fallen: textures.slice(LOOKS.length, rings),
    ring: textures.slice(rings, items),
    item: { health, boost, power },
    ...named(PLATES, textures.slice(FIGURES.length)),
    ...named(LIGHTS, lights),
  };
  return { sprites, repaint };
}

/** The textures under the names of their plates. */
function named<Name extends string>(
  plates: Readonly<Record<Name, Plate>>,
  textures: readonly Texture[],
): Record<Name, Texture> {
  const entries = Object.keys(plates).map((name, i) => [name, textures[i]]);
  return Object.fromEntries(entries) as Record<Name, Texture>;
}

export function destroySprites({ item, ...sprites }: Sprites): void {
  const textures = [...Object.values(item), ...Object.values(sprites).flat()] as Texture[];
  for (const source of new Set(textures.map((texture) => texture.source))) source.destroy();
  for (const texture of textures) texture.destroy();
}
