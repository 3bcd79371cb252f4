import type { GameId } from "../../../schema/games.ts";
import { PREFIX, type Store } from "../../storage.ts";

const key = (game: GameId): string => `${PREFIX}help:${game}`;

/** Was this game's help never shown on this browser? Asking is showing: the next answer is no. */
export function isFirstHelp(store: Store, game: GameId): boolean {
  if (store.getItem(key(game)) !== null) return false;
  store.setItem(key(game), "seen");
  return true;
}
