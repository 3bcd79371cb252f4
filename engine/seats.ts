import type { Room } from "@colyseus/core";

/** Options, claims, taken, held for a reconnection. */
type Seat = readonly [unknown, unknown, boolean?, boolean?];

/** The private members of Colyseus that hold seats between the answer and the connection. */
interface Reserving {
  _reserveSeat(
    sessionId: string,
    options: unknown,
    auth: unknown,
    seconds?: number,
    reconnection?: boolean,
    ...rest: unknown[]
  ): Promise<boolean>;
  readonly _reservedSeats: Record<string, Seat>;
}

interface Pending {
  readonly room: Reserving;
  readonly sessionId: string;
}

/** What a room is asked and told about the reservations of its seats. */
export interface Door {
  /** The person that claims are about. */
  ownerOf(auth: unknown): string | undefined;
  /** May a seat be reserved now for whoever has these claims? */
  admits(auth: unknown): boolean;
  reserved(): void;
}

/** Entries are looked through for dead ones when there are so many. */
const SWEEP_AT = 1000;

/**
 * Keeps one reserved seat per person: a newer reservation lets the older go. Stock holds every one
 * for 15 s, so that one client without any connection fills room after room.
 */
export class PendingSeats {
  readonly #byOwner = new Map<string, Pending>();
  #sweepAt = SWEEP_AT;

  /**
   * Counts this room's reservations, and asks its door before each: Colyseus' own count knows only
   * of clients. Call while it is being created.
   */
  watch(watched: Room, door: Door): void {
    const room = watched as unknown as Reserving;
    const reserve = room._reserveSeat;
    room._reserveSeat = async (sessionId, options, auth, seconds, reconnection, ...rest) => {
      const owner = reconnection ? undefined : door.ownerOf(auth);
      if (owner !== undefined) this.#letGo(owner);
      if (!reconnection && !door.admits(auth)) return false;
      const given = [seconds, reconnection, ...rest] as const;
      const reserved = await reserve.call(room, sessionId, options, auth, ...given);
      if (reserved && owner !== undefined) this.#hold(owner, { room, sessionId });
      if (reserved && !reconnection) door.reserved();
      return reserved;
    };
  }

  /** Colyseus' own timer still runs, and corrects the listing when it fires. */
  #letGo(owner: string): void {
    const pending = this.#byOwner.get(owner);
    if (pending && isPending(pending)) delete pending.room._reservedSeats[pending.sessionId];
    this.#byOwner.delete(owner);
  }

  #hold(owner: string, pending: Pending): void {
    // Two requests at once both got here: the later one counts.
    this.#letGo(owner);
    this.#byOwner.set(owner, pending);
    if (this.#byOwner.size < this.#sweepAt) return;
    for (const [id, held] of this.#byOwner) if (!isPending(held)) this.#byOwner.delete(id);
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#byOwner.size);
  }
}

/** Seats of a room that wait for somebody. */
export interface WaitingSeats {
  /** For the connection that follows the matchmaker's answer. */
  readonly reserved: number;
  /** For the return of somebody who was dropped. */
  readonly held: number;
}

export function waitingSeats(room: Room): WaitingSeats {
  const seats = Object.values((room as unknown as Reserving)._reservedSeats);
  const held = seats.filter(([, , , returns]) => returns).length;
  return { reserved: seats.filter(isReserved).length, held };
}

/** Claims of those for whom a seat is reserved, and who have not connected. */
export const claimsOnTheWay = (room: Room): unknown[] =>
  Object.values((room as unknown as Reserving)._reservedSeats)
    .filter(isReserved)
    .map(([, auth]) => auth);

function isPending({ room, sessionId }: Pending): boolean {
  const seat = room._reservedSeats[sessionId];
  return seat !== undefined && isReserved(seat);
}

/** For somebody who is on the way, and has never been here. */
function isReserved([, , taken, returns]: Seat): boolean {
  return !taken && !returns;
}
