import type { Player } from "../../../schema/arena/state.ts";

/** What of a player's synced fields makes something happen on the screen. */
type Watched = Pick<Player, "alive" | "bolts" | "deaths" | "felledBy" | "hits" | "hp" | "name">;

export interface PlayerEvents<P extends Watched = Player> {
  /** Bolts of this player that the server resolved since the last look; the last ends at (boltX, boltY). */
  bolts(id: string, player: P, count: number): void;
  /** This player's bolts hit someone. */
  struck(id: string, player: P): void;
  hurt(id: string, player: P): void;
  fell(id: string, player: P): void;
  /** This player is back after a fall. */
  rose(id: string, player: P): void;
}

interface Players<P> {
  readonly size: number;
  forEach(each: (player: P, id: string) => void): void;
}

interface Seen {
  alive: boolean;
  bolts: number;
  deaths: number;
  hits: number;
  hp: number;
  name: string;
  look: number;
}

/**
 * Finds what happened to players between two looks at the state by comparing plain fields. Unlike
 * state listeners it does not care whether a patch, a reconnection or a hidden tab lay between, and
 * it needs no second dispatcher beside the prediction's.
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
    let seen = this.#seen.get(id);
    if (!seen) {
      seen = { alive: true, bolts: 0, deaths: 0, hits: 0, hp: 0, name: "", look: 0 };
      this.#seen.set(id, seen);
    } else if (!this.#silent) {
      this.#tell(id, player, seen);
    }
    take(seen, player);
    seen.look = this.#look;
  };

  #tell(id: string, player: P, seen: Seen): void {
    const bolts = (player.bolts - seen.bolts) & 255;
    if (bolts) this.#events.bolts(id, player, bolts);
    if (player.hits !== seen.hits) this.#events.struck(id, player);
    if (player.hp < seen.hp) this.#events.hurt(id, player);
    // The counter, not `alive`: a fall and a respawn may both lie between two looks.
    if (player.deaths > seen.deaths) this.#events.fell(id, player);
    if (player.alive && !seen.alive) this.#events.rose(id, player);
  }
}

function take(seen: Seen, player: Watched): void {
  seen.alive = player.alive;
  seen.bolts = player.bolts;
  seen.deaths = player.deaths;
  seen.hits = player.hits;
  seen.hp = player.hp;
  seen.name = player.name;
}
