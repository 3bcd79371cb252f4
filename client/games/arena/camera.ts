/** Every screen shows about this much of the world, whatever its shape: a bigger monitor buys no sight. */
const VIEW_AREA = 1280 * 720;
/** No screen shows more than this along its longer side, so a very flat window is no advantage. */
const VIEW_LONGEST = 1440;
/**
 * How far past the map's edge the camera may look, as a share of half the screen: far enough that
 * who stands in a corner does not stand below the HUD.
 */
const BEYOND = { x: 0.2, y: 0.36 } as const;
/** A target that jumps farther than this in one frame was moved, not moving. */
const JUMP = 160;
const GLIDE_MS = 90;

/** Screen px per world px for a screen of this size in CSS px. */
export function viewScale(width: number, height: number): number {
  const byArea = Math.sqrt((width * height) / VIEW_AREA);
  return Math.max(byArea, Math.max(width, height) / VIEW_LONGEST, 0.01);
}

interface Axis {
  half: number;
  extent: number;
  beyond: number;
}

/**
 * Keeps `centre` so that not more than the share `beyond` of `half` a screen lies off the map, or
 * centres a map that is smaller.
 */
export function clampAxis(centre: number, { half, extent, beyond }: Readonly<Axis>): number {
  const low = half * (1 - beyond);
  const high = extent - low;
  return low > high ? extent / 2 : Math.max(low, Math.min(high, centre));
}

/** What part of the world is on the screen. World and screen are both in px, of their own size. */
export class Camera {
  /** World point in the middle of the screen. */
  x = 0;
  y = 0;
  scale = 1;
  /** Screen size in CSS px. */
  width = 1;
  height = 1;
  #targetX = Number.NaN;
  #targetY = Number.NaN;
  /** What is left of a jump that the camera is still making good. */
  #lagX = 0;
  #lagY = 0;
  /** Reused in every frame. */
  readonly #axis: Axis = { half: 0, extent: 0, beyond: 0 };

  resize(width: number, height: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.scale = viewScale(this.width, this.height);
  }

  /** Centres on the target; a respawn far away is glided to, unless `still` forbids motion. */
  follow(x: number, y: number, map: { width: number; height: number }, step: FollowStep): void {
    const jumped = Math.hypot(x - this.#targetX, y - this.#targetY) > JUMP;
    if (jumped && !step.still) {
      this.#lagX += this.#targetX - x;
      this.#lagY += this.#targetY - y;
    }
    this.#targetX = x;
    this.#targetY = y;
    const left = step.still ? 0 : Math.exp(-step.dt / GLIDE_MS);
    this.#lagX *= left;
    this.#lagY *= left;
    this.x = this.clampX(x + this.#lagX, map.width);
    this.y = this.clampY(y + this.#lagY, map.height);
  }

  /** The world x nearest to `x` that may be in the middle of the screen, on a map so wide. */
  clampX(x: number, extent: number): number {
    return clampAxis(x, this.#axisOf(this.width, extent, BEYOND.x));
  }

  /** The world y nearest to `y` that may be in the middle of the screen, on a map so high. */
  clampY(y: number, extent: number): number {
    return clampAxis(y, this.#axisOf(this.height, extent, BEYOND.y));
  }

  #axisOf(size: number, extent: number, beyond: number): Axis {
    const axis = this.#axis;
    axis.half = size / 2 / this.scale;
    axis.extent = extent;
    axis.beyond = beyond;
    return axis;
  }

  screenX(worldX: number): number {
    return (worldX - this.x) * this.scale + this.width / 2;
  }

  screenY(worldY: number): number {
    return (worldY - this.y) * this.scale + this.height / 2;
  }

  worldX(screenX: number): number {
    return (screenX - this.width / 2) / this.scale + this.x;
  }

  worldY(screenY: number): number {
    return (screenY - this.height / 2) / this.scale + this.y;
  }
}

export interface FollowStep {
  /** Time since the last frame in ms. */
  readonly dt: number;
  /** No camera motion of its own: the player asked for reduced motion. */
  readonly still: boolean;
}
