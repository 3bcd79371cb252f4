import { nextInt } from "../lib/random.ts";
import { type MapSpot, mapOf, UNIT } from "./map.ts";
import { FULL_HP, SHIELD_TICKS } from "./rules.ts";
import type { ArenaState, Player } from "./state.ts";
import { allied } from "./teams.ts";
import type { ArenaWorld } from "./world.ts";

/** Players of one spawn do not stand on each other: up to this far from its centre, in px. */
const SCATTER = 17;

/** Puts a player, alive and protected, on the spawn of its side that is farthest from living foes. */
export function place(world: ArenaWorld, player: Player): void {
  const { state, secret } = world;
  const spawns = spawnsOf(state, player);
  const offset = nextInt(secret, spawns.length);
  let best = spawns[offset] as MapSpot;
  let bestRoom = -1;
  for (let i = 0; i < spawns.length; i++) {
    const spawn = spawns[(i + offset) % spawns.length] as MapSpot;
    const room = clearance(state, player, spawn);
    if (room > bestRoom) [best, bestRoom] = [spawn, room];
  }
  const scatter = () => (nextInt(secret, 2 * SCATTER + 1) - SCATTER) * UNIT;
  player.assign({
    x: best.x + scatter(),
    y: best.y + scatter(),
    ...{ alive: true, hp: FULL_HP, respawnIn: 0, streak: 0 },
    ...{ cooldown: 0, dash: 0, boost: 0, power: 0, frozen: 0, shield: SHIELD_TICKS },
  });
}

function spawnsOf(state: ArenaState, { team }: Player): readonly MapSpot[] {
  const { spawns } = mapOf(state.map);
  return team === 0 ? spawns : spawns.filter(({ side }) => side === team);
}

function clearance(state: ArenaState, player: Player, spot: { x: number; y: number }): number {
  let nearest = Infinity;
  for (const other of state.players.values()) {
    if (other === player || !other.alive || allied(player, other)) continue;
    nearest = Math.min(nearest, Math.abs(other.x - spot.x) + Math.abs(other.y - spot.y));
  }
  return nearest;
}
