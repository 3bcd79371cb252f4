import { ErrorCode } from "@colyseus/core";
import { Tally } from "./tally.ts";

/** The id of what went well, where the others say why not. */
export const OK = "ok";
export const STABLE_ID = /^[a-z]+\/[a-z_]+$/;
/** Colyseus has numbers and words for people; pages read the same ids out of them. */
const STOCK_IDS: Readonly<Record<number, string>> = {
  [ErrorCode.MATCHMAKE_INVALID_CRITERIA]: "join/not_found",
  [ErrorCode.MATCHMAKE_INVALID_ROOM_ID]: "join/not_found",
  [ErrorCode.MATCHMAKE_UNHANDLED]: "join/full",
  [ErrorCode.MATCHMAKE_EXPIRED]: "join/expired",
};

/** Why somebody did not get in. */
export function refusalId({ code, message }: { code?: unknown; message?: string }): string {
  if (message && STABLE_ID.test(message)) return message;
  return STOCK_IDS[Number(code)] ?? "join/failed";
}

/** What one app has counted since it began. */
export class Counts {
  /** What rooms threw, by the method that threw. */
  readonly faults = new Tally();
  /** Answers of the matchmaker: {@link OK}, or the stable id of the refusal. */
  readonly matchmaking = new Tally();
  /** Connections that took their seat: {@link OK}, or the stable id of what was in the way. */
  readonly connections = new Tally();
  /** Upgrades to WebSocket that were refused, by stable id. */
  readonly upgrades = new Tally();
  /** Answers over HTTP by class of status: "2xx". */
  readonly answers = new Tally();
}
