import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import type { ArenaState } from "../../schema/arena/state.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { memoryStore } from "./app.ts";
import { PASS } from "./metrics.ts";

interface Target {
  readonly url: string;
  readonly build: string;
  /** What is shown as the load test's token. */
  readonly pass?: string;
}

/** Joins as a bot of a load test does: with the token in every request. */
export async function joinWithPass(
  { url, build, pass = PASS }: Target,
  entry: Entry,
  name = "Bot",
): Promise<Session<ArenaState>> {
  const headers = { [LOADTEST_HEADER]: pass };
  const { token } = await ensureGuest(url, memoryStore(), undefined, Date.now(), headers);
  return enter<ArenaState>(new Client(url, { headers }), entry, { build, name, hue: 0 }, token);
}

/** So many more into the room of `first`, a few at a time. */
export async function fillRoom(
  target: Target,
  { room: { roomId } }: Session<ArenaState>,
  count: number,
): Promise<Session<ArenaState>[]> {
  const sessions: Session<ArenaState>[] = [];
  const AT_ONCE = 20;
  for (let n = 0; n < count; n += AT_ONCE) {
    const wave = Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) =>
      joinWithPass(target, { kind: "room", roomId }, `B${n + i}`),
    );
    sessions.push(...(await Promise.all(wave)));
  }
  return sessions;
}

/** Breaks the line as a dead network does: nobody says goodbye. */
export function cutLine({ room }: Session): void {
  const { ws } = room.connection.transport as unknown as { ws: WebSocket & { terminate?(): void } };
  room.reconnection.enabled = false;
  if (ws.terminate) ws.terminate();
  else ws.close();
}
