import type { Log } from "../engine/log.ts";
import type { Loops } from "../engine/loops.ts";

/** Everything that rooms reach outside themselves for. Tests replace single members. */
export interface Deps {
  readonly log: Log;
  readonly loops: Loops;
  /** Id of the client build that this server serves. */
  readonly build: string;
  /** The guest's id inside a valid token of ours, or undefined. */
  readonly verifyGuest: (token: string) => Promise<string | undefined>;
  /** A seed for a new room's generator, an unsigned 32-bit integer. */
  readonly seed: () => number;
}
