import type { Camera } from "../camera.ts";

type Eye = Pick<Camera, "x" | "y" | "width" | "height" | "scale">;

/**
 * Does something that reaches `reach` far around a point show on the screen? All in world px. Give it
 * points of few shapes: where V8 has seen more than four, each reading of a fraction is boxed.
 */
export const inView = (
  { x, y, width, height, scale }: Eye,
  at: { readonly x: number; readonly y: number },
  reach: number,
): boolean =>
  Math.abs(at.x - x) < width / 2 / scale + reach && Math.abs(at.y - y) < height / 2 / scale + reach;
