import type { Ending } from "../netplay/status.ts";
import { PREFIX, type Store } from "./storage.ts";

/** The seats that this tab may return to, by room: what makes a reload land in the same body. */
export interface Seats {
  /** The reconnection token for a room, or undefined. */
  token(roomId: string): string | undefined;
  keep(roomId: string, token: string): void;
  drop(roomId: string): void;
  /** Drops the seat if this ending was for good. */
  ended(roomId: string, ending: Ending): void;
}

/** Endings after which the server may still hold the seat. */
const MAY_RETURN: readonly Ending[] = ["lost", "server_stopping"];

const key = (roomId: string): string => `${PREFIX}seat:${roomId}`;

/** @param store the tab's own storage: another tab is another player */
export function openSeats(store: Store): Seats {
  const drop = (roomId: string) => store.removeItem(key(roomId));
  return {
    token: (roomId) => store.getItem(key(roomId)) ?? undefined,
    keep: (roomId, token) => store.setItem(key(roomId), token),
    drop,
    ended(roomId, ending) {
      if (!MAY_RETURN.includes(ending)) drop(roomId);
    },
  };
}
