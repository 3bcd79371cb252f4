import { z } from "zod/mini";
import { type GameId, isGameId } from "../schema/games.ts";
import { PREFIX, type Store } from "./storage.ts";

const RELOADED = `${PREFIX}reloaded`;
const RESUME = `${PREFIX}resume`;

/** A match that goes on after a reload: the same room, or another of the same game. */
export interface Resume {
  readonly roomId: string;
  readonly game: GameId;
}

const resume = z.object({ roomId: z.string(), game: z.string().check(z.refine(isGameId)) });

/**
 * True once per build: a page of a build that the server refuses reloads itself, but not for ever
 * if a cache in between keeps handing out the old page.
 */
export function mayReload(store: Store, build: string): boolean {
  if (store.getItem(RELOADED) === build) return false;
  store.setItem(RELOADED, build);
  return true;
}

/** Remembers the match for the next load of the page, or that there is none. */
export function leaveResume(store: Store, match: Resume | undefined): void {
  if (match) store.setItem(RESUME, JSON.stringify(match));
  else store.removeItem(RESUME);
}

/** The match to resume in this room, once. */
export function takeResume(store: Store, roomId: string): Resume | undefined {
  const text = store.getItem(RESUME);
  store.removeItem(RESUME);
  try {
    const found = resume.parse(JSON.parse(text ?? "null")) as Resume;
    return found.roomId === roomId ? found : undefined;
  } catch {
    return undefined;
  }
}
