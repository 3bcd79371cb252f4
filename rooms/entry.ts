import { type AuthContext, type Room, ServerError } from "@colyseus/core";
import { z } from "zod/mini";
import { GAMES, type GameId } from "../schema/games.ts";
import { joinOptions, REFUSALS, type RefusalId } from "../schema/messages.ts";
import type { Deps, Guest } from "./deps.ts";

/** `client.auth`: the only claims that rooms trust, all built here. */
export interface Identity extends Guest {
  readonly name: string;
  readonly hue: number;
  /** Came to watch. */
  readonly watch: boolean;
}

/** The refusal that the client turns into words by its id. */
export const refusal = (id: RefusalId): ServerError => new ServerError(REFUSALS[id], id);

/** Checks the version, the identity and the name of whoever wants in, before a room is touched. */
export async function admit(deps: Deps, token: string, options: unknown): Promise<Identity> {
  const parsed = joinOptions.safeParse(options);
  if (!parsed.success) throw refusal("join/bad_options");
  const join = parsed.data;
  if (join.build !== deps.build) throw refusal("join/version_mismatch");
  const guest = token ? await deps.verifyGuest(token) : undefined;
  if (!guest) throw refusal("join/no_identity");
  const { hue, watch } = join;
  return { ...guest, name: join.name || guestName(guest.id), hue, watch };
}

/** A name for those who gave none that can be seen. */
const guestName = (id: string): string => `Guest ${id.slice(0, 4)}`;

type RoomClass = new () => Room;

/**
 * A room class whose entry is checked with these deps: Colyseus calls the static `onAuth` before a
 * seat or a room exists. With a game, the creator's options are checked at the same time.
 */
export function withEntry<R extends RoomClass>(roomClass: R, deps: Deps, game?: GameId): R {
  const entered = class extends (roomClass as RoomClass) {
    static async onAuth(token: string, options: unknown, _context: AuthContext): Promise<Identity> {
      const format = game && (await GAMES[game].load()).options;
      if (format && !z.safeParse(format, options).success) throw refusal("join/bad_options");
      return admit(deps, token, options);
    }
  };
  return entered as unknown as R;
}
