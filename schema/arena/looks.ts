import { TILE } from "./map.ts";
import { isDashing } from "./rules.ts";
import type { Body, Player } from "./state.ts";

/** What others see of a player's counters, bit by bit; how long each lasts is the player's own affair. */
export const LOOK = { shield: 1, dash: 2, boost: 4, power: 8, frozen: 16 } as const;

type Counters = Pick<Body, "shield" | "dash" | "boost" | "power" | "frozen">;

/** The `looks` of a body. */
export const looksOf = ({ shield, dash, boost, power, frozen }: Counters): number =>
  (shield > 0 ? LOOK.shield : 0) |
  (isDashing(dash) ? LOOK.dash : 0) |
  (boost > 0 ? LOOK.boost : 0) |
  (power > 0 ? LOOK.power : 0) |
  (frozen > 0 ? LOOK.frozen : 0);

/** Brings what others know of a player up to date: once per tick, after all steps. */
export function present(player: Player): void {
  player.looks = looksOf(player);
  player.tileX = Math.floor(player.x / TILE);
  player.tileY = Math.floor(player.y / TILE);
}
