import { Census } from "./census.ts";
import { StallWatch } from "./stall.ts";

/** Without a tick for this long a room's loop counts as stopped. */
const STALLED_MS = 5000;

/** What the registry watches: anything that counts ticks. */
export interface Loop {
  readonly roomId: string;
  readonly ticks: number;
  /** It has stopped itself, with nobody there. */
  readonly asleep?: boolean;
}

/** All running room loops of this process: liveness is that each one's ticks progress. */
export class Loops {
  /** Standstills of the whole process, while rooms run. */
  readonly standstills = new StallWatch();
  /** What rooms count, for whoever watches them. */
  readonly census = new Census();
  readonly #seen = new Map<Loop, { ticks: number; at: number; told: boolean }>();

  /** Returns the removal. */
  add(loop: Loop, now: number): () => void {
    this.#seen.set(loop, { ticks: loop.ticks, at: now, told: false });
    return () => this.#seen.delete(loop);
  }

  /**
   * Ids of rooms whose ticks have not moved for {@link STALLED_MS}, looking now (monotonic ms).
   * @param found called with each of them once, until it ticks again
   */
  stalled(
    now: number,
    found: (roomId: string) => void = () => {},
  ): { rooms: number; stalled: string[] } {
    const stalled: string[] = [];
    for (const [loop, seen] of this.#seen) {
      if (loop.ticks !== seen.ticks || loop.asleep) {
        Object.assign(seen, { ticks: loop.ticks, at: now, told: false });
      } else if (now - seen.at > STALLED_MS) {
        stalled.push(loop.roomId);
        if (!seen.told) found(loop.roomId);
        seen.told = true;
      }
    }
    return { rooms: this.#seen.size, stalled };
  }
}
