import { z } from "zod/mini";
import { roomOptions } from "../messages.ts";
import { MAP_IDS, type MapId, mostSeats } from "./maps.ts";

/** Every match on the next map. */
export const ROTATE = "rotate";

/** How well the bots of a room fight. */
export const SKILLS = ["easy", "normal", "hard"] as const;

/** Everyone for themselves, or two teams. */
export const MODES = ["ffa", "teams"] as const;

const fields = z.extend(roomOptions, {
  matchSeconds: z._default(z.number().check(z.int(), z.gte(10), z.lte(3600)), 300),
  /** One map for every match, or {@link ROTATE}. */
  map: z._default(z.enum([ROTATE, ...MAP_IDS]), ROTATE),
  skill: z._default(z.enum(SKILLS), "normal"),
  mode: z._default(z.enum(MODES), "ffa"),
  /** Score that ends the match; 0: as fits the mode and the number of players. */
  scoreLimit: z._default(z.number().check(z.int(), z.gte(0), z.lte(500)), 0),
  /** Length of the ranking, and again of the vote. */
  breakSeconds: z._default(z.number().check(z.int(), z.gte(3), z.lte(30)), 10),
});

/** Does the map hold a room of so many seats? */
export const holds = (map: string, seats: number): boolean =>
  map === ROTATE || seats <= mostSeats(map as MapId);

/** What the creator of an Arena room may choose. */
export const arenaOptions = fields.check(
  z.refine(({ map, seats }) => holds(map, seats), { path: ["map"], error: "map/too_small" }),
);
export type ArenaOptions = z.infer<typeof arenaOptions>;
