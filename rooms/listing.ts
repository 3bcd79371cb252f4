import type { Room } from "@colyseus/core";
import { claimsOnTheWay } from "../engine/seats.ts";
import type { GameId } from "../schema/games.ts";
import type { Game, World } from "../schema/lib/game.ts";
import type { Listing, RoomOptions } from "../schema/messages.ts";
import type { Deps } from "./deps.ts";
import type { Identity } from "./entry.ts";
import type { Seats } from "./seats.ts";

/** What a room's line in the lobby is read from. */
interface Listed<W extends World> {
  readonly gameId: GameId;
  readonly game: Game<W, object, RoomOptions>;
  readonly world: W;
  readonly seats: Seats<W>;
  readonly log: Deps["log"];
}

/** Keeps the lobby's line of a room true, and quick play away from one without a free seat. */
export class RoomListing<W extends World> {
  readonly #room: Room;
  readonly #listed: Listed<W>;
  #written = "";

  constructor(room: Room, listed: Listed<W>) {
    this.#room = room;
    this.#listed = listed;
  }

  /** Is there a seat for one more, once all are here who are on their way to one? */
  get isOpen(): boolean {
    const coming = claimsOnTheWay(this.#room).filter((who) => !(who as Identity).watch);
    return this.#listed.seats.isFree(coming.length);
  }

  get line(): Listing {
    const { gameId, game, world, seats: taken } = this.#listed;
    const { people, bots } = taken.count();
    const { seats } = world.secret.options;
    const watchers = world.state.watchers.size;
    const { phase, facts } = game.standing(world);
    return { game: gameId, players: people, bots, seats, watchers, phase, facts };
  }

  update(): void {
    const matchmaking = { metadata: this.line, open: this.isOpen };
    const key = JSON.stringify(matchmaking);
    if (key === this.#written) return;
    this.#written = key;
    const { roomId } = this.#room;
    this.#room
      .setMatchmaking(matchmaking as never)
      .catch((error) => this.#listed.log.error({ err: error, roomId }, "listing not written"));
  }
}
