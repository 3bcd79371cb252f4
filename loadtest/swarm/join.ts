import { Client } from "colyseus.js";
import { ensureGuest, type TabStore } from "../netplay/identity.ts";
import { enter, type Session } from "../netplay/session.ts";
import { JoinError } from "../netplay/status.ts";
import type { GameId } from "../schema/games.ts";
import type { GameState } from "../schema/lib/game.ts";
import { type JoinOptions, LOADTEST_HEADER } from "../schema/messages.ts";
import type { Timings } from "./timings.ts";

/** Where to join. */
export interface Gate {
  readonly url: string;
  /** The server's LOADTEST_TOKEN, where it is known: its limits per address and user are lifted. */
  readonly pass: string | undefined;
}

/**
 * Joins as a player would: an identity of its own, quick play, first state. Times the last two;
 * a player has the identity before pressing the button.
 * @throws what {@link failureId} puts an id to
 */
export async function join(
  { url, pass }: Gate,
  game: GameId,
  options: JoinOptions,
  times: Timings,
): Promise<Session<GameState>> {
  const headers = pass === undefined ? {} : { [LOADTEST_HEADER]: pass };
  const guest = await ensureGuest(url, emptyStore(), undefined, Date.now(), headers);
  const began = performance.now();
  const entry = { kind: "quick", game } as const;
  const session = await enter<GameState>(new Client(url, { headers }), entry, options, guest.token);
  times.record(performance.now() - began);
  return session;
}

/** The stable id of a failure to join. */
export function failureId(error: unknown): string {
  if (error instanceof JoinError) return error.id;
  // `fetch` tells a dead connection by a TypeError, the identity module a refusal by its status.
  if (error instanceof TypeError) return "guest/unreachable";
  const status = /refused: (\d{3})$/.exec(String(error))?.[1];
  return status ? `guest/refused_${status}` : "guest/failed";
}

function emptyStore(): TabStore {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, item) => items.set(key, item) };
}
