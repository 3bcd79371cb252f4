import { type ArenaMap, UNIT } from "../../../schema/arena/map.ts";
import { castBolt } from "../../../schema/arena/rules.ts";
import type { ArenaState, Player } from "../../../schema/arena/state.ts";
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

/** The world as this screen shows it, in units; filled anew for each own shot. */
export class Standers {
  readonly #byId = new Map<string, Stander>();
  readonly #placeOf: (id: string) => { readonly x: number; readonly y: number } | undefined;

  /** @param placeOf where a seat's figure is drawn, in world px */
  constructor(placeOf: (id: string) => { readonly x: number; readonly y: number } | undefined) {
    this.#placeOf = placeOf;
  }

  /** Everybody where they are drawn, oneself as predicted. */
  gather(players: Iterable<readonly [string, Player]>, selfId: string, self: Stander) {
    this.#byId.clear();
    for (const [id, { alive, shield, aim }] of players) {
      const place = this.#placeOf(id);
      if (place) this.#byId.set(id, { x: place.x * UNIT, y: place.y * UNIT, aim, alive, shield });
    }
    return this.#byId.set(selfId, self);
  }
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
