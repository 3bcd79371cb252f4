import type { Seat, Secret, World } from "../lib/game.ts";
import { isCrowd } from "../messages.ts";
import { present } from "./looks.ts";
import { mapOf } from "./map.ts";
import { fittingMaps } from "./maps.ts";
import { type ArenaOptions, ROTATE, SKILLS } from "./options.ts";
import { FREEZE_TICKS, TICK_HZ } from "./rules.ts";
import { place } from "./spawn.ts";
import { ArenaState, Player, playersOf } from "./state.ts";
import { smallerTeam } from "./teams.ts";

/**
 * Scores that end a match where the room does not say. In a crowd somebody is always lucky: a
 * hundred bots passed 20 within a minute, so alone it grows with those above 16.
 */
const LIMIT = { alone: 20, crowd: 16, member: 10, teamLeast: 30 } as const;

/** Every field as it is at first: an instance that is used again has the last player's. */
const FRESH = new Player().toJSON();

/** What the awards count, per player and match. */
export interface Tally {
  shots: number;
  hits: number;
  /** Damage dealt, in health. */
  damage: number;
  /** Longest streak. */
  streak: number;
  pickups: number;
}

export interface ArenaSecret extends Secret<ArenaOptions> {
  /** Tick at which the phase ends, if it has a deadline. */
  endsAt: number;
  /** Player id → tick of respawn. */
  respawnAt: Record<string, number>;
  /** Wounded id → attacker's id → tick of the last wound: who assisted. */
  wounds: Record<string, Record<string, number>>;
  /** Pickup → tick at which it lies there again. */
  pickupAt: Record<number, number>;
  tallies: Record<string, Tally>;
}

export type ArenaWorld = World<ArenaState, ArenaSecret>;

export function arenaWorld(seed: number, options: ArenaOptions): ArenaWorld {
  const state = new ArenaState();
  // A room for a crowd is opened to be filled, other rooms to be played with those who are there.
  const [first] = fittingMaps(isCrowd(options) ? options.seats : options.fill);
  state.map = options.map === ROTATE ? first : options.map;
  state.skill = SKILLS.indexOf(options.skill);
  state.teams = options.mode === "teams";
  state.pickups = allPickups(state.map);
  const perMatch = { respawnAt: {}, wounds: {}, pickupAt: {}, tallies: {} };
  const room = { tick: 0, options, banned: [], endsAt: 0 };
  return { state, secret: { rng: seed >>> 0, ...room, ...perMatch } };
}

export function seatPlayer(world: ArenaWorld, { id, name, hue, bot }: Seat): void {
  const { state, secret } = world;
  const team = state.teams ? smallerTeam(state, bot) : 0;
  const player = playersOf(state).take();
  player.assign({ ...FRESH, name, hue, bot, team });
  state.players.set(id, player);
  place(world, player);
  if (state.phase === "ready") player.frozen = frozenFor(secret);
  present(player);
}

export function unseat({ state, secret }: ArenaWorld, id: string): void {
  const player = state.players.get(id);
  state.players.delete(id);
  if (player) playersOf(state).give(player);
  for (const records of [secret.respawnAt, secret.wounds, secret.tallies]) delete records[id];
  for (const attackers of Object.values(secret.wounds)) delete attackers[id];
}

/** Takes effect at once, but for the map and the mode: those wait for the next match. */
export function configure(world: ArenaWorld, options: ArenaOptions): void {
  const { state, secret } = world;
  const { matchSeconds, scoreLimit } = secret.options;
  const longer = (options.matchSeconds - matchSeconds) * TICK_HZ;
  if (state.phase === "playing") secret.endsAt = Math.max(secret.tick, secret.endsAt + longer);
  secret.options = options;
  state.skill = SKILLS.indexOf(options.skill);
  if (options.scoreLimit !== scoreLimit) state.limit = limitFor(world);
}

/** The score that ends a match of those who are there. */
export function limitFor({ state, secret }: ArenaWorld): number {
  if (secret.options.scoreLimit > 0) return secret.options.scoreLimit;
  const { size } = state.players;
  if (!state.teams) return LIMIT.alone + Math.floor(Math.max(0, size - LIMIT.crowd) / 2);
  return Math.max(LIMIT.teamLeast, LIMIT.member * Math.ceil(size / 2));
}

/** Ticks for which whoever sits down now is still held. */
const frozenFor = ({ endsAt, tick }: ArenaSecret): number =>
  Math.max(0, Math.min(FREEZE_TICKS, endsAt - tick));

/** The pickups that lie on a map at the start of a match: all of them. */
export const allPickups = (map: string): number => {
  const { length } = mapOf(map).pickups;
  return length === 0 ? 0 : 0xffffffff >>> (32 - length);
};
