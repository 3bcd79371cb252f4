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
  x = 0;
  y = 0;
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
  step(
    alive: boolean,
    at: { readonly x: number; readonly y: number },
    { dt }: { readonly dt: number },
  ): boolean {
    if (!alive) {
      if (!this.down) this.#fall(at);
      return false;
    }
    if (!this.down) return false;
    this.#waited += dt;
    const dx = at.x - this.x;
    const dy = at.y - this.y;
    const leapt = dx * dx + dy * dy > LEAP_PX * LEAP_PX;
    this.down = !this.#own && !leapt && this.#waited < PATIENCE_MS;
    return !this.down;
  }

  #fall(at: { x: number; y: number }): void {
    this.down = true;
    this.x = at.x;
    this.y = at.y;
    this.#waited = 0;
  }
}
