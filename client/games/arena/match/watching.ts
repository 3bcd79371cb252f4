import type { Standing } from "../hud/standings.ts";

export interface Point {
  x: number;
  y: number;
}

/** Whom or what somebody without a seat looks at. */
export class Watching {
  /** The followed seat; undefined while roaming, or while nobody plays. */
  #target: string | undefined;
  #roaming = false;
  /** Where the roaming eye is, in world px. */
  readonly spot: Point = { x: 0, y: 0 };

  get roaming(): boolean {
    return this.#roaming;
  }

  get target(): string | undefined {
    return this.#roaming ? undefined : this.#target;
  }

  /** Keeps to a seat that is there: at first the leader, and again when the followed one has left. */
  attend(lines: readonly Standing[]): void {
    if (!lines.some(({ id }) => id === this.#target)) this.#target = lines[0]?.id;
  }

  /** Follows the one before or after in the order of the seats. */
  step(seats: readonly string[], by: 1 | -1): void {
    this.#roaming = false;
    this.#target = neighbour(seats, this.#target, by);
  }

  /** Lets go of the followed one, or goes back to them. `from` is where the eye is now. */
  toggle(from: Readonly<Point>): void {
    this.#roaming = !this.#roaming;
    this.spot.x = from.x;
    this.spot.y = from.y;
  }
}

/** The seat beside `current` in a ring; the first when that is not among them. */
export function neighbour(
  seats: readonly string[],
  current: string | undefined,
  by: 1 | -1,
): string | undefined {
  const at = current === undefined ? -1 : seats.indexOf(current);
  return at < 0 ? seats[0] : seats[(at + by + seats.length) % seats.length];
}
