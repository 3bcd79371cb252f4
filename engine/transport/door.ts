import { ErrorCode, matchMaker, Room } from "@colyseus/core";
import { isStableId } from "../ids.ts";

/** `/<process>/<room>?sessionId=…`: the only upgrade that is ours. */
const ROOM_PATH = /^\/[\w-]+\/([\w-]+)\?(?:.*&)?sessionId=/;
/** What whoever has no seat here is told, whatever the reason: that there is such a room is a secret. */
const NO_SEAT = "connect/no_seat";

export const isRoomPath = (url: string): boolean => ROOM_PATH.test(url);

/** The room of this process that an address names. Stock finds one that is called `constructor`. */
export function roomOf(url: string): Room | undefined {
  const found: unknown = matchMaker.getLocalRoomById(ROOM_PATH.exec(url)?.[1] ?? "");
  return found instanceof Room ? found : undefined;
}

/** Colyseus' number, which clients go by, with an id of ours: its words are for nobody. */
export function refusalOf(error: unknown): { readonly code: number; readonly id: string } {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return {
    code: typeof code === "number" ? code : ErrorCode.APPLICATION_ERROR,
    id: typeof message === "string" && isStableId(message) ? message : NO_SEAT,
  };
}
