import { Container, type ImageSource, Rectangle, Sprite, Texture } from "pixi.js";
import { type ArenaMap, UNIT } from "../../../../schema/arena/map.ts";
import type { Camera } from "../camera.ts";
import { type Area, CHUNK, ChunkGrid, type ChunkRange, ChunkSlots } from "./chunks.ts";
import { show } from "./figure.ts";
import { drawFarGround, GroundPainter } from "./groundPainter.ts";
import type { LightMap } from "./light.ts";
import { RIM, TILE_PX } from "./masonry.ts";
import { sketch, textureOf } from "./paint.ts";
import type { Torch } from "./torches.ts";

/** Chunks that are kept at least: the widest view needs 42, and what it needs next lies around it. */
const SLOTS = 72;
/** Where pixels are few, more chunks are kept: up to so many bytes of texture. */
const KEPT_BYTES = 80e6;
/**
 * Painting ends for this frame when so much is done, more after a long one: a new map must neither
 * freeze the screen nor take for ever on a slow machine.
 */
const FRAME = { msPerChunk: 6, ms: 5, share: 0.15 } as const;
/** What is not on the screen yet is painted more slowly. */
const AHEAD_MS_PER_CHUNK = 12;
/** World px beyond the view that are painted ahead, one chunk a frame; then the rest, as there is room. */
const AHEAD = 200;
/** World px per pixel of what stands in for ground that is not painted yet. */
const FAR_CELL = 8;
/** World px that the ground reaches beyond the map on each side. */
const RIM_PX = RIM * TILE_PX;

export interface GroundPlan {
  readonly map: ArenaMap;
  readonly torches: readonly Torch[];
  readonly light: LightMap;
  /** Pixels per world px; a whole number of 32nds, so that a chunk has whole pixels. */
  readonly density: number;
}

interface Slot {
  readonly canvas: HTMLCanvasElement;
  readonly sprite: Sprite;
  /** Number of the frame that last saw it. */
  seen: number;
}

/** How many chunks of this density are kept. */
const slotsFor = (density: number): number =>
  Math.max(SLOTS, Math.floor(KEPT_BYTES / (4 * (CHUNK * density) ** 2)));

/**
 * Sand, masonry, iron and the light on them. They are painted in chunks as the camera comes near:
 * the largest map in one texture would take 100 MB and half a second.
 */
export class Ground {
  readonly root = new Container();
  readonly #grid: ChunkGrid;
  readonly #places: ChunkSlots;
  readonly #painter: GroundPainter;
  readonly #slots: Slot[] = [];
  readonly #far: Sprite;
  readonly #density: number;
  readonly #range: ChunkRange = { left: 0, top: 0, right: 0, bottom: 0 };
  readonly #view = { x: 0, y: 0, halfX: 0, halfY: 0 };
  #frame = 0;
  #painted = 0;
  #until = 0;
  /** Chunks that this frame needs and does not have. */
  #missing = 0;
  /** The first chunk that may never have been painted. */
  #rest = 0;

  constructor(plan: GroundPlan) {
    const { map, light, density } = plan;
    this.#density = density;
    const area: Area = {
      x: -RIM_PX,
      y: -RIM_PX,
      width: map.width / UNIT + 2 * RIM_PX,
      height: map.height / UNIT + 2 * RIM_PX,
    };
    this.#grid = new ChunkGrid(area);
    this.#places = new ChunkSlots(this.#grid.count, slotsFor(density));
    this.#painter = new GroundPainter(plan, area);
    const far = sketch(area.width, area.height, 1 / FAR_CELL, (ctx) => {
      drawFarGround(ctx, { map, light, area });
    });
    this.#far = new Sprite(textureOf(far, 1 / FAR_CELL));
    this.#far.position.set(area.x, area.y);
    this.root.addChild(this.#far);
  }

  /**
   * Shows what the camera sees, and paints what of it is missing.
   * @param dt time since the last frame in ms
   */
  draw({ x, y, width, height, scale }: Camera, dt: number): void {
    this.#frame++;
    this.#painted = 0;
    this.#until = performance.now() + FRAME.ms + dt * FRAME.share;
    const view = this.#view;
    view.x = x;
    view.y = y;
    view.halfX = width / 2 / scale;
    view.halfY = height / 2 / scale;
    this.#missing = 0;
    this.#need(true, 1 + dt / FRAME.msPerChunk);
    this.#showSeen();
    const most = dt / AHEAD_MS_PER_CHUNK;
    view.halfX += AHEAD;
    view.halfY += AHEAD;
    if (this.#painted === 0) this.#need(false, most);
    if (this.#painted === 0) this.#paintRest(most);
  }

  destroy(): void {
    this.#far.destroy({ texture: true, textureSource: true });
    for (const { sprite } of this.#slots) sprite.destroy({ texture: true, textureSource: true });
    this.root.destroy();
  }

  /** Only what changes is touched: each change has Pixi sort its draw calls anew. */
  #showSeen(): void {
    show(this.#far, this.#missing > 0);
    for (let i = 0; i < this.#slots.length; i++) {
      const { sprite, seen } = this.#slots[i] as Slot;
      show(sprite, seen === this.#frame);
    }
  }

  /**
   * @param seen on the screen; else only painted ahead
   * @param most chunks to paint
   */
  #need(seen: boolean, most: number): void {
    this.#grid.cover(this.#range, this.#view);
    const { left, top, right, bottom } = this.#range;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const slot = this.#slotFor(row * this.#grid.columns + column, most);
        if (slot < 0) this.#missing++;
        else if (seen) (this.#slots[slot] as Slot).seen = this.#frame;
      }
    }
  }

  /** More chunks, while slots are free: in a long match nothing is left to paint. */
  #paintRest(most: number): void {
    while (this.#rest < this.#grid.count && this.#slots.length < this.#places.size) {
      if (!this.#places.holds(this.#rest) && this.#slotFor(this.#rest, most) < 0) return;
      this.#rest++;
    }
  }

  #slotFor(chunk: number, most: number): number {
    const found = this.#places.find(chunk, this.#frame);
    if (found >= 0) return found;
    if (this.#painted >= most || performance.now() > this.#until) return -1;
    const slot = this.#places.take(chunk, this.#frame);
    if (slot >= 0) this.#paint(slot, chunk);
    return slot;
  }

  #paint(index: number, chunk: number): void {
    this.#painted++;
    const area = this.#grid.areaOf(chunk);
    const slot = this.#slots[index] ?? this.#open(index);
    this.#painter.paint(slot.canvas, area);
    (slot.sprite.texture.source as ImageSource).update();
    slot.sprite.position.set(area.x, area.y);
  }

  #open(index: number): Slot {
    const rim = 1 / this.#density;
    const canvas = sketch(CHUNK + 2 * rim, CHUNK + 2 * rim, this.#density, () => {});
    const { source } = textureOf(canvas, this.#density);
    // A pixel of the neighbours' ground on each side: smoothing shows no seam.
    const frame = new Rectangle(rim, rim, CHUNK, CHUNK);
    const slot = { canvas, sprite: new Sprite(new Texture({ source, frame })), seen: 0 };
    this.#slots[index] = slot;
    this.root.addChild(slot.sprite);
    return slot;
  }
}
