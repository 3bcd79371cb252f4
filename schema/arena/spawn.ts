import { nextInt } from "../lib/random.ts";
import { type MapSpot, mapOf, UNIT } from "./map.ts";
import { FULL_HP, SHIELD_TICKS } from "./rules.ts";
import type { ArenaState, Player } from "./state.ts";
import type { ArenaWorld } from "./world.ts";

/** Players of one spawn do not stand on each other: up to this far from its centre, in px. */
const SCATTER = 17;

/** One who stands on the map: plain values, which a whole room is compared with in no time. */
type Standing = Pick<Player, "x" | "y" | "team">;

/** Everybody who is alive, but for one. */
function standing({ players }: ArenaState, except: Player): Standing[] {
  const all: Standing[] = [];
  players.forEach((player) => {
    const { alive, x, y, team } = player;
    if (alive && player !== except) all.push({ x, y, team });
  });
  return all;
}

/** Puts everybody on spawns, one after another, each far from those who already stand. All have fallen. */
export function placeAll(world: ArenaWorld): void {
  const others: Standing[] = [];
  for (const player of world.state.players.values()) {
    placeAmong(world, player, others);
    others.push({ x: player.x, y: player.y, team: player.team });
  }
}

/** Puts a player, alive and protected, on the spawn of its side that is farthest from living foes. */
export function place(world: ArenaWorld, player: Player): void {
  placeAmong(world, player, standing(world.state, player));
}

function placeAmong(world: ArenaWorld, player: Player, others: readonly Standing[]): void {
  const { state, secret } = world;
  const spawns = spawnsOf(state, player);
  const offset = nextInt(secret, spawns.length);
  let best = spawns[offset] as MapSpot;
  let bestRoom = -1;
  for (let i = 0; i < spawns.length; i++) {
    const spawn = spawns[(i + offset) % spawns.length] as MapSpot;
    const room = clearance(player, spawn, others);
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

function clearance({ team }: Player, spot: MapSpot, others: readonly Standing[]): number {
  let nearest = Infinity;
  for (const other of others) {
    if (team !== 0 && other.team === team) continue;
    nearest = Math.min(nearest, Math.abs(other.x - spot.x) + Math.abs(other.y - spot.y));
  }
  return nearest;
}
