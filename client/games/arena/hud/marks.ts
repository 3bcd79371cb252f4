import { UNIT } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { allied, MOON } from "../../../../schema/arena/teams.ts";
import { isInSight } from "../../../../schema/lib/views.ts";
import type { Camera } from "../camera.ts";

/** How somebody stands on the minimap: each told by its shape as well as by its colour. */
export type Mark = "self" | "ally" | "foe";

type Seen = Pick<Player, "alive" | "team" | "x">;

/** Does the screen show this point of the map, in units? */
export const isOnScreen = (
  camera: Pick<Camera, "x" | "y" | "width" | "height" | "scale">,
  point: { readonly x: number; readonly y: number },
): boolean =>
  Math.abs(point.x / UNIT - camera.x) <= camera.width / 2 / camera.scale &&
  Math.abs(point.y / UNIT - camera.y) <= camera.height / 2 / camera.scale;

/**
 * How `player` is marked for `self`; undefined for whoever must stay hidden: the fallen, and foes
 * that the screen itself does not show. A watcher has no foes, and sees whom the screen shows.
 */
export function markOf(player: Seen, self: Seen | undefined, onScreen: boolean): Mark | undefined {
  const ally = self !== undefined && allied(player, self);
  // From afar one's own side is known by its tile alone.
  if (!isInSight(player)) return ally ? "ally" : undefined;
  if (!player.alive) return undefined;
  if (player === self) return "self";
  if (ally) return "ally";
  if (!onScreen) return undefined;
  return self || player.team === MOON ? "foe" : "ally";
}
