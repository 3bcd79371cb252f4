import type { Log } from "../engine/log.ts";
import type { Loops } from "../engine/loops.ts";

/** A person without an account. */
export interface Guest {
  /** Random id of the tab. */
  readonly id: string;
  /** Random id of the browser: another tab does not get round a host's removal. */
  readonly device: string;
}

/** Everything that rooms reach outside themselves for. Tests replace single members. */
export interface Deps {
  readonly log: Log;
  readonly loops: Loops;
  /** Id of the client build that this server serves. */
  readonly build: string;
  /** Who a valid token of ours is about, or undefined. */
  readonly verifyGuest: (token: string) => Promise<Guest | undefined>;
  /** A seed for a new room's generator, an unsigned 32-bit integer. */
  readonly seed: () => number;
}
