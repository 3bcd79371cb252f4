import { tallyOf } from "./combat.ts";
import { mapOf, type Pickup, type PickupKind, UNIT } from "./map.ts";
import { BOOST_TICKS, FULL_HP, POWER_TICKS, TICK_HZ } from "./rules.ts";
import type { Player } from "./state.ts";
import type { ArenaWorld } from "./world.ts";

/** Whoever's centre comes this near takes it. */
export const PICKUP_REACH = 30 * UNIT;
export const HEALTH_GAIN = 50;
/** Ticks until what was taken lies there again. */
export const PICKUP_TICKS: Readonly<Record<PickupKind, number>> = {
  health: 15 * TICK_HZ,
  boost: 20 * TICK_HZ,
  power: 40 * TICK_HZ,
};

/** Does pickup `index` lie there? */
export const lies = (mask: number, index: number): boolean => ((mask >>> index) & 1) === 1;

/** Once per tick: what was taken comes back, and who stands on one takes it. */
export function tickPickups(world: ArenaWorld): void {
  const { state, secret } = world;
  mapOf(state.map).pickups.forEach((pickup, index) => {
    const due = secret.pickupAt[index];
    if (due !== undefined && secret.tick >= due) {
      delete secret.pickupAt[index];
      state.pickups = (state.pickups | (1 << index)) >>> 0;
    }
    if (lies(state.pickups, index)) offer(world, pickup, index);
  });
}

/** To whoever is there; the longest in the room first. */
function offer(world: ArenaWorld, pickup: Pickup, index: number): void {
  const { state, secret } = world;
  for (const [id, player] of state.players) {
    if (!player.alive || !isNear(player, pickup) || !take(player, pickup.kind)) continue;
    tallyOf(world, id).pickups++;
    state.pickups = (state.pickups & ~(1 << index)) >>> 0;
    secret.pickupAt[index] = secret.tick + PICKUP_TICKS[pickup.kind];
    return;
  }
}

const isNear = (player: Player, { x, y }: Pickup): boolean =>
  Math.abs(player.x - x) <= PICKUP_REACH && Math.abs(player.y - y) <= PICKUP_REACH;

/** False when it would be wasted: health on the healthy stays for others. */
function take(player: Player, kind: PickupKind): boolean {
  if (kind === "boost") player.boost = BOOST_TICKS;
  else if (kind === "power") player.power = POWER_TICKS;
  else if (player.hp >= FULL_HP) return false;
  else player.hp = Math.min(FULL_HP, player.hp + HEALTH_GAIN);
  return true;
}
