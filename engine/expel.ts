import type { Client, Room } from "@colyseus/core";

/** What somebody is told who is sent away: a WebSocket close code, and words. */
export interface Farewell {
  readonly code: number;
  readonly reason?: string | undefined;
}

/** The private members of Colyseus that hold seats for those who may come back. */
interface Holding {
  readonly _reconnections: Record<string, readonly [sessionId: string, line: Line]>;
  /** Options and claims, by session. */
  readonly _reservedSeats: Record<string, readonly [options: unknown, auth: unknown] | undefined>;
}
interface Line {
  reject(reason?: unknown): unknown;
}

/** Longer than any client of ours tries to come back. */
const TOLD_MS = 120_000;

/**
 * What is owed to those who were away: by reconnection token, the oldest first. Of the process, not
 * of a room: the last seat that is given up may have ended the room.
 */
const owed = new Map<string, { readonly farewell: Farewell; readonly until: number }>();

/**
 * Sends away everybody whose claims `isOne` knows: whoever is here, and whoever has dropped and
 * whose seat is held; it is given up at once. Who comes back for it, or on a line that was broken
 * without our notice, gets the same farewell, see {@link farewellFor}. Stock has no word for them
 * but that the seat is lost, and holds it for as long as it was meant to.
 */
export function expel(room: Room, isOne: (auth: unknown) => boolean, farewell: Farewell): void {
  const { _reconnections, _reservedSeats } = room as unknown as Holding;
  for (const [token, [sessionId, line]] of Object.entries(_reconnections)) {
    const auth = _reservedSeats[sessionId]?.[1];
    if (auth === undefined || !isOne(auth)) continue;
    owe(token, farewell);
    line.reject();
  }
  const leaving = room.clients.filter(({ auth }: Client) => auth !== undefined && isOne(auth));
  for (const { sessionId, reconnectionToken } of leaving) {
    owe(reconnectionToken, farewell);
    room.kickClient(sessionId, farewell.code, farewell.reason);
  }
}

/** What whoever shows this token, and has no seat, was to be told. */
export function farewellFor(token: string): Farewell | undefined {
  const known = owed.get(token);
  return known && known.until > performance.now() ? known.farewell : undefined;
}

function owe(token: string, farewell: Farewell): void {
  const now = performance.now();
  for (const [old, { until }] of owed) {
    if (until > now) break;
    owed.delete(old);
  }
  owed.set(token, { farewell, until: now + TOLD_MS });
}
