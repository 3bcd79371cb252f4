import { Point, type PointData } from "pixi.js";

/** A figure that moved farther in one frame was put somewhere else: it did not walk. */
export const LEAP_PX = 60;
/** A respawn right where one fell is no leap: it is believed after this time. */
const PATIENCE_MS = 400;

/**
 * Does a figure stand or lie? `alive` is news of now, while others are drawn as they were a moment
 * ago: a body lies where it was drawn when it fell, and gets up only when its drawn place has leapt
 * to the spawn, or it would stand up as a ghost for a moment.
 */
export class Life {
  down = false;
  /** Where it lies, in world px. */
  readonly at = new Point();
  readonly #own: boolean;
  #waited = 0;

  /** @param own one's own figure is drawn in the present: it need not wait */
  constructor(own: boolean) {
    this.#own = own;
  }

  /** Out of sight: how it comes back has nothing to do with how it went. */
  forget(): void {
    this.down = false;
  }

  /**
   * @param at drawn place of this frame
   * @returns true in the frame in which it gets up
   */
  step(alive: boolean, at: PointData, { dt }: { readonly dt: number }): boolean {
    if (!alive) {
      if (!this.down) this.#fall(at);
      return false;
    }
    if (!this.down) return false;
    this.#waited += dt;
    const dx = at.x - this.at.x;
    const dy = at.y - this.at.y;
    const leapt = dx * dx + dy * dy > LEAP_PX * LEAP_PX;
    this.down = !this.#own && !leapt && this.#waited < PATIENCE_MS;
    return !this.down;
  }

  #fall(at: PointData): void {
    this.down = true;
    this.at.x = at.x;
    this.at.y = at.y;
    this.#waited = 0;
  }
}
