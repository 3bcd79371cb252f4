import { LOOK } from "../../../schema/arena/looks.ts";
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
  team: number;
}

/**
 * Where one's own bolt ends, by the shared rule, judged by what this screen shows: the very view
 * that the server rewinds to.
 */
export function ownBolt(map: ArenaMap, standers: Map<string, Stander>, shooter: string) {
  const seen = { players: standers } as unknown as ArenaState;
  return castBolt(map, seen, shooter, livePosition);
}

type PlaceOf = (id: string) => { readonly x: number; readonly y: number } | undefined;

/** The world as this screen shows it, in units; brought up to date for each own shot. */
export class Standers {
  readonly #byId = new Map<string, Stander>();
  /** Kept for as long as their seats are there: a shot at a crowd leaves no garbage. */
  readonly #kept = new Map<string, Stander>();
  readonly #placeOf: PlaceOf;

  /** @param placeOf where a seat's figure is drawn, in world px */
  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  /** Everybody where they are drawn, oneself as predicted. */
  gather(players: Players, selfId: string, self: Stander): Map<string, Stander> {
    this.#byId.clear();
    players.forEach(this.#add);
    if (this.#kept.size > players.size) this.#forgetGone();
    return this.#byId.set(selfId, self);
  }

  readonly #add = ({ alive, looks, aim, team }: Player, id: string): void => {
    const place = this.#placeOf(id);
    if (!place) return;
    const shield = looks & LOOK.shield;
    let stander = this.#kept.get(id);
    if (!stander) {
      stander = { x: 0, y: 0, aim, alive, shield, team };
      this.#kept.set(id, stander);
    }
    stander.x = place.x * UNIT;
    stander.y = place.y * UNIT;
    stander.aim = aim;
    stander.alive = alive;
    stander.shield = shield;
    stander.team = team;
    this.#byId.set(id, stander);
  };

  #forgetGone(): void {
    for (const id of this.#kept.keys()) if (!this.#byId.has(id)) this.#kept.delete(id);
  }
}

interface Players {
  readonly size: number;
  forEach(each: (player: Player, id: string) => void): void;
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
