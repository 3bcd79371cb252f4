import type { Camera } from "../camera.ts";

type Eye = Pick<Camera, "x" | "y" | "width" | "height" | "scale">;

/** Does something at (x, y) that reaches `reach` far show on the screen? All in world px. */
export const inView = (
  { x: eyeX, y: eyeY, width, height, scale }: Eye,
  x: number,
  y: number,
  reach: number,
): boolean =>
  Math.abs(x - eyeX) < width / 2 / scale + reach && Math.abs(y - eyeY) < height / 2 / scale + reach;
