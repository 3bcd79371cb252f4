import type { PickupKind } from "../../../../schema/arena/map.ts";
import type { Outline } from "../emblem.ts";
import { make } from "./dom.ts";
import { PICKUP_LOOKS } from "./icons.ts";
import type { Mark } from "./marks.ts";

export type MapFigure = Mark | PickupKind;

/** Radii and widths in CSS px, on a map of the usual size. */
const RADIUS: Readonly<Record<MapFigure, number>> = {
  self: 6.5,
  ally: 3.6,
  foe: 4.6,
  health: 4.4,
  boost: 4.4,
  power: 4.8,
};
const RIM_PX = 1.5;
const RIM = "#120e0a";
const ARROW = [1, 0, -0.75, 0.72, -0.35, 0, -0.75, -0.72];
const DISC = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6).flatMap((angle) => [
  Math.cos(angle),
  Math.sin(angle),
]);
const DIAMOND = [1, 0, 0, 1, -1, 0, 0, -1];

type Images = Map<string, HTMLCanvasElement>;

/**
 * The minimap's marks, each painted once per colour: a path per mark and look is more work, and
 * more garbage, than all the rest of the HUD.
 */
export class MapStamps {
  readonly #paths: Readonly<Record<MapFigure, Path2D>>;
  readonly #images: Readonly<Record<MapFigure, Images>>;
  readonly #ctx: CanvasRenderingContext2D;
  #scale = 1;

  constructor(ctx: CanvasRenderingContext2D) {
    this.#ctx = ctx;
    const { health, boost, power } = PICKUP_LOOKS;
    this.#paths = {
      self: pathOf(ARROW),
      ally: pathOf(DISC),
      foe: pathOf(DIAMOND),
      health: pathOf(health.outline),
      boost: pathOf(boost.outline),
      power: pathOf(power.outline),
    };
    this.#images = {
      self: new Map(),
      ally: new Map(),
      foe: new Map(),
      health: new Map(),
      boost: new Map(),
      power: new Map(),
    };
  }

  /** @param scale canvas px per CSS px of a map of the usual size */
  resize(scale: number): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    for (const images of Object.values(this.#images)) images.clear();
  }

  /** Stamps an upright figure with its middle on a spot. */
  stamp(figure: MapFigure, color: string, { x, y }: Spot): void {
    let image = this.#images[figure].get(color);
    if (!image) {
      image = this.#paint(figure, color);
      this.#images[figure].set(color, image);
    }
    // Whole px: fractions are boxed on their way into the canvas, and blur the stamp.
    const half = image.width >> 1;
    this.#ctx.drawImage(image, Math.round(x) - half, Math.round(y) - half);
  }

  /** Draws a figure turned by `angle` radians: for the one that turns all the time. */
  turned(figure: MapFigure, color: string, { x, y, angle }: Spot & { angle: number }): void {
    const ctx = this.#ctx;
    const radius = RADIUS[figure] * this.#scale;
    const cos = Math.cos(angle) * radius;
    const sin = Math.sin(angle) * radius;
    ctx.setTransform(cos, sin, -sin, cos, x, y);
    this.#draw(ctx, figure, color);
    ctx.resetTransform();
  }

  #paint(figure: MapFigure, color: string): HTMLCanvasElement {
    const radius = RADIUS[figure] * this.#scale;
    const half = Math.ceil(radius + RIM_PX * this.#scale) + 1;
    const canvas = make("canvas", "");
    canvas.width = canvas.height = half * 2;
    const ctx = canvas.getContext("2d");
    if (!ctx) return canvas;
    ctx.setTransform(radius, 0, 0, radius, half, half);
    this.#draw(ctx, figure, color);
    return canvas;
  }

  /** Dark-rimmed, so that it shows on floor and wall. */
  #draw(ctx: CanvasRenderingContext2D, figure: MapFigure, color: string): void {
    ctx.strokeStyle = RIM;
    // The rim grows with the figure: its width is a share of the radius.
    ctx.lineWidth = (2 * RIM_PX) / RADIUS[figure];
    ctx.stroke(this.#paths[figure]);
    ctx.fillStyle = color;
    ctx.fill(this.#paths[figure]);
  }
}

/** A point of the canvas, in its px. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

function pathOf(outline: Outline): Path2D {
  const path = new Path2D();
  for (let i = 0; i < outline.length; i += 2) path.lineTo(outline[i] ?? 0, outline[i + 1] ?? 0);
  path.closePath();
  return path;
}
