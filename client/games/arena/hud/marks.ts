import type { Player } from "../../../../schema/arena/state.ts";
import { allied, MOON } from "../../../../schema/arena/teams.ts";
import type { Camera } from "../camera.ts";

/** How somebody stands on the minimap: each told by its shape as well as by its colour. */
export type Mark = "self" | "ally" | "foe";

type Seen = Pick<Player, "alive" | "team">;

/** Does the screen show this point of the world, in px? */
export const isOnScreen = (
  { x, y, width, height, scale }: Pick<Camera, "x" | "y" | "width" | "height" | "scale">,
  worldX: number,
  worldY: number,
): boolean =>
  Math.abs(worldX - x) <= width / 2 / scale && Math.abs(worldY - y) <= height / 2 / scale;

/**
 * How `player` is marked for `self`; undefined for whoever must stay hidden: the fallen, and foes
 * that the screen itself does not show. A watcher has no foes, and sees whom the screen shows.
 */
export function markOf(player: Seen, self: Seen | undefined, onScreen: boolean): Mark | undefined {
  if (!player.alive) return undefined;
  if (player === self) return "self";
  if (self && allied(player, self)) return "ally";
  if (!onScreen) return undefined;
  return self || player.team === MOON ? "foe" : "ally";
}
