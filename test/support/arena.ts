import { arena } from "../../schema/arena/game.ts";
import { type ArenaMap, mapOf, TILE } from "../../schema/arena/map.ts";
import { COOLDOWN_TICKS, FREEZE_TICKS } from "../../schema/arena/rules.ts";
import { ArenaInput, type Body, FIRE, type Player } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { angle16 } from "../../schema/lib/angle.ts";
import { knowsAll, livePosition } from "../../schema/lib/game.ts";

/** Open floor for five tiles to each side on `atrium`, on row 9: where duels are staged. */
export const OPEN = { x: 10.5 * TILE, y: 9.5 * TILE } as const;

export const atrium: ArenaMap = mapOf("atrium");

export const seat = (id: string, bot = false) => ({ id, name: id.toUpperCase(), hue: 0, bot });

/** A world in warm-up with these people, or bots where the id begins with "bot". */
export function worldOf(ids: readonly string[], options: object = {}, seed = 1): ArenaWorld {
  const world = arena.create(seed, arena.options.parse({ map: "atrium", ...options }));
  for (const id of ids) arena.join(world, seat(id, id.startsWith("bot")));
  return world;
}

/** A world whose match has just begun: everyone may move. */
export function match(ids: readonly string[], options: object = {}, seed = 1): ArenaWorld {
  const world = worldOf(ids, options, seed);
  pass(world, FREEZE_TICKS + 1);
  return world;
}

export const player = ({ state }: ArenaWorld, id: string): Player => {
  const found = state.players.get(id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
};

export const input = (fields: Partial<{ move: number; buttons: number; aim: number }> = {}) =>
  Object.assign(new ArenaInput(), fields);

export const bodyAt = (x: number, y: number): Body => ({
  ...{ x, y, alive: true },
  ...{ cooldown: 0, shield: 0, dash: 0, dashTo: 0, boost: 0, power: 0, frozen: 0 },
});

/** Puts players on one open line, `gap` units apart, unprotected, all looking along +x. */
export function lineUp(world: ArenaWorld, ids: readonly string[], gap = 2 * TILE): void {
  ids.forEach((id, n) => {
    player(world, id).assign({ x: OPEN.x + n * gap, y: OPEN.y, shield: 0, cooldown: 0, aim: 0 });
  });
}

/** One bolt of `by`, whatever its cooldown, at where `at` is. */
export function shoot(world: ArenaWorld, by: string, at: string): void {
  const [from, to] = [player(world, by), player(world, at)];
  from.cooldown = 0;
  const aim = angle16(to.x - from.x, to.y - from.y);
  arena.act(world, by, input({ buttons: FIRE, aim }), livePosition);
}

/** Bolts of `by` until `at` has fallen, a cooldown apart; returns how many it took. */
export function fell(world: ArenaWorld, by: string, at: string): number {
  player(world, at).shield = 0;
  for (let shots = 1; shots <= 20; shots++) {
    shoot(world, by, at);
    if (!player(world, at).alive) return shots;
    pass(world, COOLDOWN_TICKS);
  }
  throw new Error(`${by} does not hit ${at}`);
}

/** Ticks in which nobody does anything. */
export function pass(world: ArenaWorld, ticks: number): void {
  for (let n = 0; n < ticks; n++) {
    for (const id of world.state.players.keys()) arena.idle(world, id);
    arena.tick(world);
  }
}

/** Passes time until the match is in `phase`; returns the ticks it took. */
export function passUntil(world: ArenaWorld, phase: string, most = 40_000): number {
  for (let ticks = 0; ticks < most; ticks++) {
    if (world.state.phase === phase) return ticks;
    pass(world, 1);
  }
  throw new Error(`never ${phase}, still ${world.state.phase}`);
}

const botInput = new ArenaInput();

/** One tick in which every seat is played by a bot. */
export function playTick(world: ArenaWorld): void {
  for (const id of [...world.state.players.keys()]) {
    arena.bot({ state: world.state, id, tick: world.secret.tick, knows: knowsAll }, botInput);
    arena.act(world, id, botInput, livePosition);
  }
  arena.tick(world);
}

export const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
