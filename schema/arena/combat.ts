import type { Sight } from "../lib/game.ts";
import { mapOf } from "./map.ts";
import { BOLT_DAMAGE, castBolt, POWER_FACTOR, RESPAWN_TICKS, TICK_HZ } from "./rules.ts";
import type { Player } from "./state.ts";
import { allied, MOON, SUN } from "./teams.ts";
import type { ArenaWorld, Tally } from "./world.ts";

/** A wound this fresh makes its giver an assistant of the fall. */
export const ASSIST_TICKS = 10 * TICK_HZ;

/** Resolves one bolt of `id`, whose cooldown the step has already taken. */
export function fire(world: ArenaWorld, id: string, sight: Sight): void {
  const { state } = world;
  const shooter = state.players.get(id) as Player;
  const bolt = castBolt(mapOf(state.map), state, id, sight);
  shooter.boltX = bolt.x;
  shooter.boltY = bolt.y;
  shooter.bolts = (shooter.bolts + 1) & 255;
  tallyOf(world, id).shots++;
  if (bolt.target !== undefined && isFought(state.phase)) wound(world, id, bolt.target);
}

/** May anybody be hurt in this phase? */
export const isFought = (phase: string): boolean =>
  phase === "playing" || phase === "overtime" || phase === "warmup";

function wound(world: ArenaWorld, byId: string, targetId: string): void {
  const { state, secret } = world;
  const shooter = state.players.get(byId) as Player;
  const target = state.players.get(targetId) as Player;
  const damage = Math.min(target.hp, BOLT_DAMAGE * (shooter.power > 0 ? POWER_FACTOR : 1));
  const tally = tallyOf(world, byId);
  tally.hits++;
  tally.damage += damage;
  shooter.hits = (shooter.hits + 1) & 255;
  target.hp -= damage;
  target.hurtFrom = ((shooter.aim + 0x8000) & 0xffff) >> 8;
  const attackers = secret.wounds[targetId] ?? {};
  secret.wounds[targetId] = attackers;
  attackers[byId] = secret.tick;
  if (target.hp === 0) fell(world, byId, targetId);
}

function fell(world: ArenaWorld, byId: string, targetId: string): void {
  const { state, secret } = world;
  const shooter = state.players.get(byId) as Player;
  const target = state.players.get(targetId) as Player;
  target.assign({ alive: false, streak: 0, felledBy: byId, boost: 0, power: 0 });
  target.deaths++;
  shooter.score++;
  shooter.streak = Math.min(255, shooter.streak + 1);
  if (shooter.team === SUN) state.sun++;
  if (shooter.team === MOON) state.moon++;
  const tally = tallyOf(world, byId);
  tally.streak = Math.max(tally.streak, shooter.streak);
  creditAssists(world, byId, targetId);
  secret.respawnAt[targetId] = secret.tick + RESPAWN_TICKS;
}

function creditAssists({ state, secret }: ArenaWorld, byId: string, targetId: string): void {
  const target = state.players.get(targetId) as Player;
  for (const [id, tick] of Object.entries(secret.wounds[targetId] ?? {})) {
    const helper = state.players.get(id);
    const counts = id !== byId && secret.tick - tick <= ASSIST_TICKS;
    if (helper && counts && !allied(helper, target)) helper.assists++;
  }
  delete secret.wounds[targetId];
}

/** The player's counts of this match. */
export function tallyOf({ secret }: ArenaWorld, id: string): Tally {
  const tally = secret.tallies[id] ?? { shots: 0, hits: 0, damage: 0, streak: 0, pickups: 0 };
  secret.tallies[id] = tally;
  return tally;
}
