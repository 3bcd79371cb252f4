import type { ArenaMap } from "../../../schema/arena/map.ts";
import { castBolt } from "../../../schema/arena/rules.ts";
import type { ArenaState } from "../../../schema/arena/state.ts";
import { livePosition } from "../../../schema/lib/game.ts";

/** A player as it stands on this screen, in units. */
export interface Stander {
  x: number;
  y: number;
  aim: number;
  alive: boolean;
  shield: number;
}

/**
 * Where one's own bolt ends, by the shared rule, judged by what this screen shows: the very view
 * that the server rewinds to.
 */
export function ownBolt(map: ArenaMap, standers: Map<string, Stander>, shooter: string) {
  const seen = { players: standers } as unknown as ArenaState;
  return castBolt(map, seen, shooter, livePosition);
}

/** Which of one's own bolts are on the screen already, so that the server's news is not drawn twice. */
export class OwnBolts {
  #ahead = 0;

  /** A bolt was drawn when its input was sent. */
  drawn(): void {
    this.#ahead++;
  }

  /** The server resolved `count` bolts: how many of them are still to be drawn? */
  missing(count: number): number {
    const known = Math.min(count, this.#ahead);
    this.#ahead -= known;
    return count - known;
  }

  /** Bolts that were on their way are lost: a fall or a reconnection came between. */
  forget(): void {
    this.#ahead = 0;
  }
}
