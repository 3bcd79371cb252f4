import { CLOSE, REFUSALS, type RefusalId } from "../schema/messages.ts";

/** Why a session ended: ids that a page turns into words. */
export const ENDINGS = [
  "left",
  "lost",
  "kicked",
  "removed",
  "barred",
  "revoked",
  "replaced",
  "server_stopping",
  "room_closed",
  "room_failed",
  "bad_frame",
  "flooding",
] as const;
export type Ending = (typeof ENDINGS)[number];

/** Why a join failed, before there was a session. */
export type JoinFailure = RefusalId | "join/not_found" | "join/unreachable" | "join/failed";

export type Status =
  | { readonly kind: "playing" }
  /** The line broke; `attempt` counts from 1. The player may quit at any time. */
  | { readonly kind: "reconnecting"; readonly attempt: number; readonly attempts: number }
  /** `reason` has a host's words, as they came; "" where nobody said anything. */
  | { readonly kind: "ended"; readonly ending: Ending; readonly reason: string };

const BY_CODE: Readonly<Record<number, Ending>> = {
  [CLOSE.consented]: "left",
  [CLOSE.serverStopping]: "server_stopping",
  [CLOSE.badFrame]: "bad_frame",
  [CLOSE.seatLost]: "lost",
  [CLOSE.kicked]: "kicked",
  [CLOSE.removed]: "removed",
  [CLOSE.barred]: "barred",
  [CLOSE.revoked]: "revoked",
  [CLOSE.replaced]: "replaced",
  [CLOSE.flooding]: "flooding",
  [CLOSE.roomClosed]: "room_closed",
  [CLOSE.roomFailed]: "room_failed",
};

/** What a close code means to the player; unknown codes are a lost line. */
export const endingOf = (code: number): Ending => BY_CODE[code] ?? "lost";

/** Thrown by every way to join. */
export class JoinError extends Error {
  override readonly name = "JoinError";
  readonly id: JoinFailure;
  constructor(id: JoinFailure, cause?: unknown) {
    super(id, { cause });
    this.id = id;
  }
}

/** Does this failure go away with a new identity? */
export const wantsIdentity = (id: JoinFailure): boolean =>
  id === "join/no_identity" || id === "join/revoked";

/** Colyseus' matchmaking codes and ours, as one id. */
export function joinFailure(error: unknown): JoinError {
  if (error instanceof JoinError) return error;
  const { code, message = "" } = error as { code?: number; message?: string };
  if (Object.hasOwn(REFUSALS, message)) return new JoinError(message as RefusalId, error);
  if (code === 522)
    return new JoinError(/locked/.test(message) ? "join/full" : "join/not_found", error);
  if (code === 523) return new JoinError("join/full", error);
  if (code === 524 || code === 521) return new JoinError("join/not_found", error);
  if (code === undefined || code === 503) return new JoinError("join/unreachable", error);
  return new JoinError("join/failed", error);
}
