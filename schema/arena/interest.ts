import type { Interest } from "../lib/game.ts";
import { UNIT } from "./map.ts";
import type { ArenaWorld } from "./world.ts";

/**
 * A screen shows 1280 by 720 px of the world or the same area in another shape: its corner is 734 px
 * from its middle, of the flattest screen 789. Bolts reach 720.
 */
export const SIGHT_RADIUS = 800 * UNIT;
/** A fifth of a second of two who run apart at full speed. */
export const SIGHT_HYSTERESIS = 96 * UNIT;

export const arenaInterest: Interest<ArenaWorld> = {
  radius: SIGHT_RADIUS,
  hysteresis: SIGHT_HYSTERESIS,
  place: ({ state }, id) => state.players.get(id),
  side: ({ state }, id) => state.players.get(id)?.team ?? 0,
};
