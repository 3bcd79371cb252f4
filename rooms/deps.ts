import type { Counts } from "../engine/counts.ts";
import type { Log } from "../engine/log.ts";
import type { Loops } from "../engine/loops.ts";
import type { BotBudget } from "./bots.ts";

/** A person without an account. */
export interface Guest {
  /** Random id of the tab. */
  readonly id: string;
  /** Random id of the browser: another tab does not get round a host's removal. */
  readonly device: string;
}

/** Guests who may not be here. It answers at once: what is stored elsewhere is kept in memory too. */
interface Denied {
  has(guest: Guest): boolean;
  /**
   * Calls `listener` with each denial as it is made, to end the lines that are open. Returns the
   * unsubscribe.
   */
  watch(listener: (isDenied: (guest: Guest) => boolean) => void): () => void;
}

/** Guests and browsers that the operator has banned from the whole server. */
export interface Bans extends Denied {}

/** Guests whose tokens count no more: whoever shows one is told so, and may become another guest. */
export interface Revocations extends Denied {}

/** What people may ask of this process. */
export interface RoomLimits {
  /** Rooms of this process. */
  readonly rooms: number;
  /** Bots of all rooms together. */
  readonly bots: number;
  /** Open rooms that one person has created. */
  readonly roomsPerUser: number;
  /** Rooms that one person may create in a minute, and at once. */
  readonly createsPerUser: number;
  /** The same for all behind one address. */
  readonly createsPerAddress: number;
  /** A reserved seat is given up after so long without a connection. */
  readonly seatSeconds: number;
  /** How long a dropped player's seat is held. */
  readonly seatHoldSeconds: number;
  /** People who may watch one room. */
  readonly watchersPerRoom: number;
  /** Messages of one client that a room does not understand, until it is sent away. */
  readonly violations: number;
}

/** Everything that rooms reach outside themselves for. Tests replace single members. */
export interface Deps {
  readonly log: Log;
  readonly loops: Loops;
  /** Counts what rooms throw. */
  readonly counts: Pick<Counts, "faults">;
  /** Id of the client build that this server serves. */
  readonly build: string;
  /** Who a valid token of ours is about, revoked or not; undefined for any other. */
  readonly verifyGuest: (token: string) => Promise<Guest | undefined>;
  readonly bans: Bans;
  readonly revocations: Revocations;
  readonly limits: RoomLimits;
  /** Does this header lift the limits per user and address? A load test's does. */
  readonly liftsLimits: (header: string | null | undefined) => boolean;
  /** A seed for a new room's generator, an unsigned 32-bit integer. */
  readonly seed: () => number;
  /** How often each client's state is compared with the server's, in ms; 5000 by default. */
  readonly stateCheckMs?: number | undefined;
}

/** What rooms of games share besides. */
export interface GameDeps extends Deps {
  /** The bots of all rooms. */
  readonly bots: BotBudget;
}
