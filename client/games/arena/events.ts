import { LOOK } from "../../../schema/arena/looks.ts";
import type { PickupKind } from "../../../schema/arena/map.ts";
import type { Player } from "../../../schema/arena/state.ts";
import { isInSight } from "../../../schema/lib/views.ts";

/** What of a player's synced fields makes something happen on the screen. */
type Watched = Pick<
  Player,
  | "alive"
  | "assists"
  | "bolts"
  | "boost"
  | "deaths"
  | "hits"
  | "hp"
  | "looks"
  | "name"
  | "power"
  | "streak"
  | "vote"
  | "x"
>;
type Seen = { -readonly [K in keyof Watched]: Watched[K] } & { look: number; inSight: boolean };

export interface PlayerEvents<P extends Watched = Player> {
  /** Bolts of this player that the server resolved since the last look; the last ends at (boltX, boltY). */
  bolts(id: string, player: P, count: number): void;
  /** This player's bolts hit someone. */
  struck(id: string, player: P): void;
  /** The wound came from `player.hurtFrom`. */
  hurt(id: string, player: P): void;
  fell(id: string, player: P): void;
  /** This player is back after a fall. */
  rose(id: string, player: P): void;
  took(id: string, player: P, kind: PickupKind): void;
  dashed(id: string, player: P): void;
  /** Somebody whom this player had wounded was felled by another. */
  assisted(id: string, player: P): void;
  /** This player's streak has come to a length that is worth telling. */
  streak(id: string, player: P): void;
  voted(id: string, player: P): void;
}

interface Players<P> {
  readonly size: number;
  forEach(each: (player: P, id: string) => void): void;
}

/** Streaks that are told, the longest last. */
const MILESTONES = [3, 5, 8, 12] as const;

/** Has a streak that grew from `before` to `now` reached a length that is told? */
export function passesMilestone(before: number, now: number): boolean {
  for (let i = 0; i < MILESTONES.length; i++) {
    const length = MILESTONES[i] as number;
    if (before < length && now >= length) return true;
  }
  return false;
}

/**
 * Finds what happened to players between two looks at the state by comparing plain fields. Unlike
 * state listeners it does not care whether a patch, a reconnection or a hidden tab lay between, and
 * it needs no second dispatcher beside the prediction's. A look leaves no garbage.
 */
export class PlayerWatch<P extends Watched = Player> {
  readonly #events: PlayerEvents<P>;
  readonly #seen = new Map<string, Seen>();
  #look = 0;
  #silent = true;

  constructor(events: PlayerEvents<P>) {
    this.#events = events;
  }

  /** The next look only takes note: after a reconnection old news is no news. */
  silence(): void {
    this.#silent = true;
  }

  /** The player's name, also in the look in which they left. */
  nameOf(id: string): string | undefined {
    return this.#seen.get(id)?.name;
  }

  look(players: Players<P>): void {
    this.#look++;
    players.forEach(this.#visit);
    // Everyone present has been seen, so only then somebody has left.
    if (this.#seen.size > players.size) this.#forgetGone();
    this.#silent = false;
  }

  #forgetGone(): void {
    for (const [id, seen] of this.#seen) if (seen.look !== this.#look) this.#seen.delete(id);
  }

  readonly #visit = (player: P, id: string): void => {
    const inSight = isInSight(player);
    let seen = this.#seen.get(id);
    if (!seen) {
      seen = { look: 0 } as Seen;
      this.#seen.set(id, seen);
    } else if (!this.#silent) {
      // Of who was out of sight, nothing is known that could have changed.
      if (inSight && seen.inSight) this.#tellFight(id, player, seen);
      this.#tellDeeds(id, player, seen);
    }
    take(seen, player, inSight);
    seen.look = this.#look;
  };

  #tellFight(id: string, player: P, seen: Seen): void {
    const bolts = (player.bolts - seen.bolts) & 255;
    if (bolts) this.#events.bolts(id, player, bolts);
    if (player.hits !== seen.hits) this.#events.struck(id, player);
    if (player.hp < seen.hp) this.#events.hurt(id, player);
    if (player.alive && !seen.alive) this.#events.rose(id, player);
    const gained = player.looks & ~seen.looks;
    if (gained & LOOK.dash) this.#events.dashed(id, player);
    // Whoever is placed on a spawn is healed there, and shielded.
    if (!player.alive || !seen.alive || gained & LOOK.shield) return;
    // The counters are one's own: who takes a second one before the first has ended.
    if (gained & LOOK.boost || player.boost > seen.boost) this.#events.took(id, player, "boost");
    if (gained & LOOK.power || player.power > seen.power) this.#events.took(id, player, "power");
    if (player.hp > seen.hp) this.#events.took(id, player, "health");
  }

  #tellDeeds(id: string, player: P, seen: Seen): void {
    // The counter, not `alive`: a fall and a respawn may both lie between two looks.
    if (player.deaths > seen.deaths) this.#events.fell(id, player);
    if (player.assists > seen.assists) this.#events.assisted(id, player);
    if (passesMilestone(seen.streak, player.streak)) this.#events.streak(id, player);
    if (player.vote !== seen.vote && player.vote > 0) this.#events.voted(id, player);
  }
}

function take(seen: Seen, player: Watched, inSight: boolean): void {
  seen.inSight = inSight;
  seen.assists = player.assists;
  seen.deaths = player.deaths;
  seen.name = player.name;
  seen.streak = player.streak;
  seen.vote = player.vote;
  if (!inSight) return;
  seen.alive = player.alive;
  seen.bolts = player.bolts;
  seen.boost = player.boost;
  seen.hits = player.hits;
  seen.hp = player.hp;
  seen.looks = player.looks;
  seen.power = player.power;
}
