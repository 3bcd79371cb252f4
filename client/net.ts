import { Client } from "colyseus.js";
import { type Entry, enter, type Session } from "../netplay/session.ts";
import { JoinError, wantsIdentity } from "../netplay/status.ts";
import { type GameId, isGameId } from "../schema/games.ts";
import type { JoinOptions } from "../schema/messages.ts";
import { BUILD_ID } from "./build.ts";
import { openIdentity, type TabChannel } from "./identity.ts";
import { me } from "./me.ts";
import { shownName } from "./profile.ts";
import { tabStore } from "./stores.ts";

export const client = new Client(location.origin);

const identity = openIdentity({
  store: tabStore,
  channel: new BroadcastChannel("hypogeum:tabs") as unknown as TabChannel,
  page: window,
});

/**
 * Who joins: token, build, name and colour.
 * @param refused the server did not know the last token: get a new one
 * @throws JoinError "join/unreachable"
 */
export async function pass(refused = false): Promise<{ join: JoinOptions; token: string }> {
  try {
    const { token } = await (refused ? identity.renew() : identity.guest());
    const { hue } = me.value;
    return { join: { build: BUILD_ID, name: shownName(me.value), hue }, token };
  } catch (cause) {
    throw new JoinError("join/unreachable", cause);
  }
}

/** Takes a seat; an identity that the server no longer knows is renewed once. Throws JoinError. */
export async function takeSeat(entry: Entry): Promise<Session> {
  const { join, token } = await pass();
  try {
    return await enter(client, entry, join, token);
  } catch (error) {
    if (!(error instanceof JoinError) || !wantsIdentity(error.id)) throw error;
    const renewed = await pass(true);
    return enter(client, entry, renewed.join, renewed.token);
  }
}

/** Which game a room plays, so that its code is loaded before a seat is taken. Throws JoinError. */
export async function gameOf(roomId: string): Promise<GameId> {
  const response = await fetch(`/api/rooms/${encodeURIComponent(roomId)}`).catch((cause) => {
    throw new JoinError("join/unreachable", cause);
  });
  if (response.status === 404) throw new JoinError("join/not_found");
  if (response.status === 429) throw new JoinError("join/too_many_guesses");
  if (response.status === 503) throw new JoinError("join/unreachable");
  const { game } = (await response.json().catch(() => ({}))) as { game?: unknown };
  // A game that this page does not know comes from a newer server.
  if (typeof game !== "string" || !response.ok) throw new JoinError("join/failed");
  if (!isGameId(game)) throw new JoinError("join/version_mismatch");
  return game;
}

/** Does the server take players? False while it is down or draining. */
export async function isReady(): Promise<boolean> {
  const response = await fetch("/readyz", { cache: "no-store" }).catch(() => undefined);
  return response?.ok === true;
}
