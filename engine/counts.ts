import type { ServerResponse } from "node:http";
import { ErrorCode } from "@colyseus/core";
import { isStableId } from "./ids.ts";
import { Tally } from "./tally.ts";

/** The id of what went well, where the others say why not. */
export const OK = "ok";
/** Colyseus has numbers and words for people; pages read the same ids out of them. */
const STOCK_IDS: Readonly<Record<number, string>> = {
  [ErrorCode.MATCHMAKE_INVALID_CRITERIA]: "join/not_found",
  [ErrorCode.MATCHMAKE_INVALID_ROOM_ID]: "join/not_found",
  [ErrorCode.MATCHMAKE_UNHANDLED]: "join/full",
  [ErrorCode.MATCHMAKE_EXPIRED]: "join/expired",
};

/** Why the matchmaker did not let somebody in. */
export function refusalId({ code, message }: { code?: unknown; message?: string }): string {
  if (message && isStableId(message)) return message;
  return STOCK_IDS[Number(code)] ?? "join/failed";
}

/** Counts this answer when it is over. Those whose turn never comes are none. */
export function countAnswer(response: ServerResponse, tally: Tally): void {
  response.once("close", () => tally.add(statusClass(response)));
}

/** Colyseus answers 520 to 525 to whoever asks for a room that is not there: no fault of ours. */
function statusClass({ headersSent, statusCode }: ServerResponse): string {
  if (!headersSent) return "none";
  return Math.floor(statusCode / 10) === 52 ? "52x" : `${Math.floor(statusCode / 100)}xx`;
}

/** What one app has counted since it began. */
export class Counts {
  /** What rooms threw, by the method that threw. */
  readonly faults = new Tally();
  /** Answers of the matchmaker: {@link OK}, or the stable id of the refusal. */
  readonly matchmaking = new Tally();
  /** Connections that took their seat: {@link OK}, or the stable id of what was in the way. */
  readonly connections = new Tally();
  /** Upgrades that were refused, CONNECT among them, by stable id. */
  readonly upgrades = new Tally();
  /** Answers over HTTP by class of status: "2xx". */
  readonly answers = new Tally();
}
