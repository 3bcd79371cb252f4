import { signal } from "@preact/signals";
import { MAP_IDS } from "../../schema/arena/maps.ts";
import { ROTATE, type SKILLS } from "../../schema/arena/options.ts";
import { GAMES } from "../../schema/games.ts";
import { FIRST_GAME } from "../play/current.ts";

/** Match lengths on offer, in minutes. */
export const MINUTES = [1, 3, 5, 10] as const;

/** Each match on the next map, or all on one. */
export const MAPS = [ROTATE, ...MAP_IDS] as const;

/** One seat is the creator's. */
export const BOTS_MAX = GAMES[FIRST_GAME].seats.max - 1;

/** What was typed outlives the page: a refusal by the server must not empty the form. */
export const bots = signal("6");
export const minutes = signal<number>(5);
export const map = signal<(typeof MAPS)[number]>(ROTATE);
export const skill = signal<(typeof SKILLS)[number]>("normal");
export const pasted = signal("");

/** A number of bots as typed, or undefined when it is none. */
export function readBots(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,2}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count <= BOTS_MAX ? count : undefined;
}
