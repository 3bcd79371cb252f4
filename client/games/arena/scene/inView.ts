import type { PointData } from "pixi.js";
import type { Camera } from "../camera.ts";

type Eye = Pick<Camera, "x" | "y" | "width" | "height" | "scale">;

/**
 * Does something that reaches `reach` far around a point show on the screen? All in world px. The
 * points of a scene are Pixi's own, and no plain `{ x, y }`: of those, whose shape all code of the
 * page shares, V8 boxed each fraction, as it does where it has seen more than four shapes (measured
 * with a hundred figures: 20 kB a frame; none with one shape).
 */
export const inView = (
  { x, y, width, height, scale }: Eye,
  at: PointData,
  reach: number,
): boolean =>
  Math.abs(at.x - x) < width / 2 / scale + reach && Math.abs(at.y - y) < height / 2 / scale + reach;
