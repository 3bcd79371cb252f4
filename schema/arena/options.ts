import { z } from "zod/mini";
import { roomOptions } from "../messages.ts";
import { MAP_IDS } from "./maps.ts";

/** Every match on the next map. */
export const ROTATE = "rotate";

/** How well the bots of a room fight. */
export const SKILLS = ["easy", "normal", "hard"] as const;

/** What the creator of an Arena room may choose. */
export const arenaOptions = z.extend(roomOptions, {
  matchSeconds: z._default(z.number().check(z.int(), z.gte(10), z.lte(3600)), 300),
  /** One map for every match, or {@link ROTATE}. */
  map: z._default(z.enum([ROTATE, ...MAP_IDS]), ROTATE),
  skill: z._default(z.enum(SKILLS), "normal"),
  scoreLimit: z._default(z.number().check(z.int(), z.gte(1), z.lte(200)), 20),
});
export type ArenaOptions = z.infer<typeof arenaOptions>;
