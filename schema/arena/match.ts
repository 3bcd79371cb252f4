import type { Seat, Secret, Sight, World } from "../lib/game.ts";
import { nextInt } from "../lib/random.ts";
import { mapOf } from "./map.ts";
import { MAP_IDS } from "./maps.ts";
import { type ArenaOptions, ROTATE, SKILLS } from "./options.ts";
import { BOLT_DAMAGE, castBolt, FULL_HP, RESPAWN_TICKS, SHIELD_TICKS, TICK_HZ } from "./rules.ts";
import { ArenaState, Player } from "./state.ts";

/** Between the end of a match and the next one in the same room. */
export const OVER_SECONDS = 10;

export interface ArenaSecret extends Secret {
  /** Tick at which the phase ends. */
  endsAt: number;
  readonly matchTicks: number;
  readonly scoreLimit: number;
  readonly rotates: boolean;
  /** Player id → tick of respawn. */
  respawnAt: Record<string, number>;
}

export type ArenaWorld = World<ArenaState, ArenaSecret>;

export function arenaWorld(seed: number, options: ArenaOptions): ArenaWorld {
  const rotates = options.map === ROTATE;
  const matchTicks = options.matchSeconds * TICK_HZ;
  const state = new ArenaState();
  state.map = rotates ? MAP_IDS[0] : options.map;
  state.skill = SKILLS.indexOf(options.skill);
  const { scoreLimit } = options;
  const phase = { endsAt: matchTicks, matchTicks, scoreLimit, rotates };
  return { state, secret: { rng: seed >>> 0, tick: 0, ...phase, respawnAt: {} } };
}

export function seatPlayer(world: ArenaWorld, { id, name, hue, bot }: Seat): void {
  const player = new Player().assign({ name, hue, bot });
  world.state.players.set(id, player);
  place(world, player);
}

export function unseat(world: ArenaWorld, id: string): void {
  world.state.players.delete(id);
  delete world.secret.respawnAt[id];
}

/** Resolves one bolt of `id`, whose cooldown the step has already taken. */
export function fire(world: ArenaWorld, id: string, sight: Sight): void {
  const { state } = world;
  const shooter = state.players.get(id) as Player;
  const bolt = castBolt(mapOf(state.map), state, id, sight);
  shooter.boltX = bolt.x;
  shooter.boltY = bolt.y;
  shooter.bolts = (shooter.bolts + 1) & 255;
  if (bolt.target !== undefined) wound(world, id, bolt.target);
}

function wound(world: ArenaWorld, byId: string, targetId: string): void {
  const shooter = world.state.players.get(byId) as Player;
  const target = world.state.players.get(targetId) as Player;
  if (target.shield > 0 || world.state.phase !== "playing") return;
  shooter.hits = (shooter.hits + 1) & 255;
  target.hp = Math.max(0, target.hp - BOLT_DAMAGE);
  if (target.hp > 0) return;
  target.alive = false;
  target.deaths++;
  target.felledBy = byId;
  shooter.score++;
  world.secret.respawnAt[targetId] = world.secret.tick + RESPAWN_TICKS;
}

/** Everything that a deadline decides, once per tick. */
export function tickMatch(world: ArenaWorld): void {
  const { state, secret } = world;
  secret.tick++;
  for (const [id, player] of state.players) if (!player.alive) tickFallen(world, id, player);
  if (state.phase === "playing" && isDecided(world)) endMatch(world);
  else if (state.phase === "over" && secret.tick >= secret.endsAt) startMatch(world);
  state.secondsLeft = Math.max(0, Math.ceil((secret.endsAt - secret.tick) / TICK_HZ));
}

function tickFallen(world: ArenaWorld, id: string, player: Player): void {
  const { secret } = world;
  const left = (secret.respawnAt[id] ?? secret.tick) - secret.tick;
  player.respawnIn = Math.max(0, Math.ceil(left / TICK_HZ));
  if (left > 0) return;
  delete secret.respawnAt[id];
  place(world, player);
}

function isDecided({ state, secret }: ArenaWorld): boolean {
  if (secret.tick >= secret.endsAt) return true;
  for (const player of state.players.values()) if (player.score >= secret.scoreLimit) return true;
  return false;
}

function endMatch({ state, secret }: ArenaWorld): void {
  const ranked = [...state.players.values()].sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  const drawn = !first || first.score === 0 || first.score === second?.score;
  state.winner = drawn ? "" : first.name;
  state.phase = "over";
  secret.endsAt = secret.tick + OVER_SECONDS * TICK_HZ;
}

function startMatch(world: ArenaWorld): void {
  const { state, secret } = world;
  state.phase = "playing";
  state.winner = "";
  state.match++;
  if (secret.rotates) state.map = mapAfter(state.map);
  secret.endsAt = secret.tick + secret.matchTicks;
  secret.respawnAt = {};
  for (const player of state.players.values()) {
    player.assign({ score: 0, deaths: 0, felledBy: "" });
    place(world, player);
  }
}

function mapAfter(id: string): string {
  const next = ((MAP_IDS as readonly string[]).indexOf(id) + 1) % MAP_IDS.length;
  return MAP_IDS[next] as string;
}

/** Puts a player, alive and protected, on the spawn that is farthest from everyone alive. */
function place(world: ArenaWorld, player: Player): void {
  const { spawns } = mapOf(world.state.map);
  const offset = nextInt(world.secret, spawns.length);
  let best = spawns[offset] as { x: number; y: number };
  let bestRoom = -1;
  for (let i = 0; i < spawns.length; i++) {
    const spawn = spawns[(i + offset) % spawns.length] as { x: number; y: number };
    const room = clearance(world.state, player, spawn);
    if (room > bestRoom) [best, bestRoom] = [spawn, room];
  }
  player.assign({
    ...best,
    alive: true,
    hp: FULL_HP,
    cooldown: 0,
    dash: 0,
    shield: SHIELD_TICKS,
    respawnIn: 0,
  });
}

function clearance(state: ArenaState, player: Player, spot: { x: number; y: number }): number {
  let nearest = Infinity;
  for (const other of state.players.values()) {
    if (other === player || !other.alive) continue;
    nearest = Math.min(nearest, Math.abs(other.x - spot.x) + Math.abs(other.y - spot.y));
  }
  return nearest;
}
