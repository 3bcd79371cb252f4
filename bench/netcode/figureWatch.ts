// Runs in the page. This program knows no DOM, so here is as much of it as is needed.
interface Surface {
  readonly width: number;
  getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number };
}
interface Brush {
  drawImage(from: Surface, ...box: readonly number[]): void;
  getImageData(...box: readonly number[]): { readonly data: Uint8ClampedArray };
}
declare const document: { querySelector(selector: string): Surface };
declare const OffscreenCanvas: new (
  width: number,
  height: number,
) => { getContext(kind: "2d", options: object): Brush };
declare const requestAnimationFrame: (frame: () => void) => void;
declare const addEventListener: (
  type: "keydown",
  listener: (event: { readonly timeStamp: number }) => void,
  capture: true,
) => void;

/** What the page has seen of one press, in ms. */
export interface Seen {
  readonly ms: number;
  /** The longest frame meanwhile. */
  readonly longest: number;
}

export interface FigureWatch {
  /** From here on the next key counts, and no pixel should change before it. */
  arm(): void;
  /** Of the press since then, if the picture has changed. */
  seen(): Seen | undefined;
  /** Frames in which the picture changed without a key, and the time between frames. */
  idle(): { readonly restless: number; readonly gaps: readonly number[] };
}

/** A page with a watch in it. */
export interface Watched {
  readonly figureWatch: FigureWatch;
}

/** Leaves a watch in the page, over `size` CSS px around (x, y) of its canvas. */
export function watchFigure({ x, y, size }: { x: number; y: number; size: number }): void {
  const canvas = document.querySelector("canvas.arena-canvas");
  const { left, top, width } = canvas.getBoundingClientRect();
  const scale = canvas.width / width;
  const box = [(x - left - size / 2) * scale, (y - top - size / 2) * scale].map(Math.round);
  const side = Math.round(size * scale);
  const brush = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  // In the frame in which the game has drawn: afterwards the canvas is empty.
  const look = () => {
    brush.drawImage(canvas, ...box, side, side, 0, 0, side, side);
    return brush.getImageData(0, 0, side, side).data;
  };
  const differs = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
    a.some((value, i) => Math.abs(value - (b[i] as number)) > 8);
  const gaps: number[] = [];
  let still: Uint8ClampedArray | undefined;
  let pressedAt: number | undefined;
  let longest = 0;
  let seen: Seen | undefined;
  let restless = 0;
  let last = performance.now();
  addEventListener(
    "keydown",
    (event) => {
      if (still) pressedAt ??= event.timeStamp;
    },
    true,
  );
  const frame = () => {
    requestAnimationFrame(frame);
    // Not the frame's own time: what it took to draw is part of the way to the pixels.
    const now = performance.now();
    const gap = now - last;
    last = now;
    gaps.push(gap);
    if (!still || seen) return;
    if (pressedAt !== undefined) longest = Math.max(longest, gap);
    const picture = look();
    if (!differs(picture, still)) return;
    still = picture;
    if (pressedAt === undefined) restless++;
    else seen = { ms: now - pressedAt, longest };
  };
  requestAnimationFrame(frame);
  const figureWatch: FigureWatch = {
    arm() {
      still = seen = pressedAt = undefined;
      longest = 0;
      requestAnimationFrame(() => {
        still = look();
      });
    },
    seen: () => seen,
    idle: () => ({ restless, gaps }),
  };
  Object.assign(globalThis, { figureWatch });
}
