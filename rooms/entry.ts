import type { AuthContext, Client, Room } from "@colyseus/core";
import { expel, type Farewell } from "../engine/expel.ts";
import { caller } from "../engine/matchmaking.ts";
import { PendingSeats } from "../engine/seats.ts";
import { GAMES, type GameId } from "../schema/games.ts";
import { CLOSE, joinOptions, type RefusalId } from "../schema/messages.ts";
import type { Deps, Guest } from "./deps.ts";
import { askedByLoadTest } from "./loadTest.ts";
import type { Openings } from "./openings.ts";
import { readOptions } from "./options.ts";
import { refusal } from "./refusal.ts";

/** `client.auth`: the only claims that rooms trust, all built here. */
export interface Identity extends Guest {
  readonly name: string;
  readonly hue: number;
  /** Came to watch. */
  readonly watch: boolean;
  /** Came with the load test's token: see `countsForRecords`. */
  readonly loadTest: boolean;
}

/** What the door needs to know. */
type Door = Pick<Deps, "build" | "verifyGuest" | "bans" | "revocations" | "liftsLimits">;

/** Checks the version, the identity and the name of whoever wants in, before a room is touched. */
export async function admit(deps: Door, token: string, options: unknown): Promise<Identity> {
  const parsed = joinOptions.safeParse(options);
  if (!parsed.success) throw refusal("join/bad_options");
  const join = parsed.data;
  if (join.build !== deps.build) throw refusal("join/version_mismatch");
  const guest = token ? await deps.verifyGuest(token) : undefined;
  if (!guest) throw refusal("join/no_identity");
  checkWelcome(deps, guest);
  const { hue, watch } = join;
  const loadTest = askedByLoadTest(deps);
  return { ...guest, name: join.name || guestName(guest.id), hue, watch, loadTest };
}

/** Why somebody may not be on this server: what is said at the door, and to whoever is in. */
interface Denial {
  readonly refused: RefusalId;
  readonly farewell: Farewell;
}
const BARRED: Denial = { refused: "join/barred", farewell: { code: CLOSE.barred } };
const REVOKED: Denial = { refused: "join/revoked", farewell: { code: CLOSE.revoked } };

/** A ban first: another guest of that browser would meet it as well. */
function denialOf({ bans, revocations }: Door, guest: Guest): Denial | undefined {
  if (bans.has(guest)) return BARRED;
  return revocations.has(guest) ? REVOKED : undefined;
}

/** @throws refusal */
function checkWelcome(deps: Door, guest: Guest): void {
  const denial = denialOf(deps, guest);
  if (denial) throw refusal(denial.refused);
}

/** A name for those who gave none that can be seen. */
const guestName = (id: string): string => `Guest ${id.slice(0, 4)}`;

/** What a room may say about who comes. */
interface Host {
  /** May a seat be reserved for this person now? */
  admits?(person: Identity): boolean;
  /** A seat has been reserved. */
  expects?(): void;
}
type RoomClass = new () => Room & Host;

/** How a type of room is entered. */
export interface EntryRules {
  /** The creator's options are checked as this game's before a room exists. */
  readonly game?: GameId | undefined;
  /** Counts the rooms of this type. */
  readonly openings?: Openings | undefined;
}

/**
 * A room class whose entry is checked with these deps: Colyseus calls the static `onAuth` before a
 * seat or a room exists. Whoever is banned or revoked later is closed or loses the held seat at once,
 * and is not let back in by a reconnection, which asks no `onAuth`.
 */
export function withEntry<R extends RoomClass>(roomClass: R, deps: Deps, rules: EntryRules): R {
  const { game, openings } = rules;
  const pending = new PendingSeats();
  const entered = class extends (roomClass as RoomClass) {
    override seatReservationTimeout = deps.limits.seatSeconds;
    #unwatch: readonly (() => void)[] = [];

    static async onAuth(token: string, options: unknown, _context: AuthContext): Promise<Identity> {
      const format = game && (await GAMES[game].load()).options;
      if (format && !readOptions(format, options, askedByLoadTest(deps))) {
        throw refusal("join/bad_options");
      }
      const identity = await admit(deps, token, options);
      const who = caller();
      if (who) who.person = identity.id;
      return identity;
    }

    override async onCreate(options: unknown): Promise<void> {
      openings?.add(this);
      try {
        pending.watch(this, {
          ownerOf: (auth) => (auth as Identity | undefined)?.id,
          admits: (auth) => this.admits?.(auth as Identity) ?? true,
          reserved: () => this.expects?.(),
        });
        await super.onCreate?.(options);
      } catch (error) {
        openings?.remove(this);
        throw error;
      }
      const sendAway = (farewell: Farewell) => (isDenied: (guest: Guest) => boolean) =>
        expel(this, (auth) => isDenied(auth as Identity), farewell);
      this.#unwatch = [
        deps.bans.watch(sendAway(BARRED.farewell)),
        deps.revocations.watch(sendAway(REVOKED.farewell)),
      ];
    }

    override async onJoin(client: Client, options?: unknown, auth?: unknown): Promise<void> {
      // The ban may have come while the seat was waiting.
      checkWelcome(deps, identityOf(client));
      await super.onJoin?.(client, options, auth);
    }

    override async onReconnect(client: Client): Promise<void> {
      const denial = denialOf(deps, identityOf(client));
      if (denial) {
        // Colyseus would close with the code of a lost seat, which a page offers to come back from.
        client.leave(denial.farewell.code);
        throw refusal(denial.refused);
      }
      await super.onReconnect?.(client);
    }

    override async onDispose(): Promise<void> {
      openings?.remove(this);
      for (const unwatch of this.#unwatch) unwatch();
      await super.onDispose?.();
    }
  };
  return entered as unknown as R;
}

/** Every client has passed `onAuth`, which builds this. */
export const identityOf = (client: Client): Identity => client.auth as Identity;
