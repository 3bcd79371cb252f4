import { cos16, sin16 } from "../lib/angle.ts";
import type { Sight } from "../lib/game.ts";
import { type ArenaMap, boxBlocked, rayLength, TILE, UNIT } from "./map.ts";
import { type ArenaInput, type ArenaState, type Body, DASH, FIRE, type Player } from "./state.ts";
import { allied } from "./teams.ts";

export const TICK_HZ = 30;
/** Full speed: 240 px/s on the unit grid, per tick. */
export const STRIDE = (240 * UNIT) / TICK_HZ;
/** Half side of the box that walls stop. */
export const BODY = 14 * UNIT;
/** Radius of the disc that bolts hit: a little generous, misses by a pixel feel unfair. */
export const TARGET = 18 * UNIT;
export const BOLT_REACH = 720 * UNIT;
export const BOLT_DAMAGE = 25;
export const FULL_HP = 100;
export const COOLDOWN_TICKS = 9;
export const SHIELD_TICKS = 60;
/** A dash: 5 ticks at three times full speed, then a wait until the next (1.5 s in all). */
export const DASH_TICKS = 5;
export const DASH_WAIT_TICKS = 45;
const DASH_SPEED = 3;
/** A pickup's speed: 6 s at 1.4 times the usual one. */
export const BOOST_TICKS = 180;
const BOOST_SPEED = 1.4;
/** A pickup's strength: 8 s of bolts that hurt twice as much. */
export const POWER_TICKS = 240;
export const POWER_FACTOR = 2;
/** Before a match everyone is held for 3 s: to look round, and to load another map. */
export const FREEZE_TICKS = 90;
export const RESPAWN_TICKS = 75;
/** Strength of `move`, 1..7. */
export const FULL_STRENGTH = 7;

/** Packs a direction (0..31, eighths are multiples of 4) and a strength (0..7) into one byte. */
export const packMove = (direction: number, strength: number): number =>
  strength === 0 ? 0 : (strength << 5) | (direction & 31);

/**
 * The predicted step: one input, one tick, the same bits on server and client. Returns true when
 * this input fires a bolt.
 */
export function stepBody(map: ArenaMap, body: Body, input: ArenaInput): boolean {
  if (!body.alive) return false;
  if (body.frozen > 0) {
    body.frozen--;
    return false;
  }
  moveBody(map, body, input);
  if (body.boost > 0) body.boost--;
  if (body.power > 0) body.power--;
  if (body.shield > 0) body.shield--;
  if (body.cooldown > 0) body.cooldown--;
  if (!(input.buttons & FIRE) || body.cooldown > 0) return false;
  body.cooldown = COOLDOWN_TICKS;
  body.shield = 0;
  return true;
}

/** Is a body with this counter in the middle of a dash? */
export const isDashing = (dash: number): boolean => dash > DASH_WAIT_TICKS - DASH_TICKS;

function moveBody(map: ArenaMap, body: Body, { move, buttons, aim }: ArenaInput): void {
  if (body.dash > 0) body.dash--;
  if (body.dash === 0 && buttons & DASH) {
    body.dash = DASH_WAIT_TICKS;
    // Whoever stands still dashes where they look.
    body.dashTo = move >> 5 ? move & 31 : aim >> 11;
  }
  if (isDashing(body.dash)) shift(map, body, body.dashTo, STRIDE * DASH_SPEED);
  else shift(map, body, move & 31, (strideOf(body) * (move >> 5)) / FULL_STRENGTH);
}

const strideOf = ({ boost }: Body): number => (boost > 0 ? STRIDE * BOOST_SPEED : STRIDE);

function shift(map: ArenaMap, body: Body, direction: number, stride: number): void {
  if (stride === 0) return;
  slideX(map, body, Math.round(cos16(direction << 11) * stride));
  slideY(map, body, Math.round(sin16(direction << 11) * stride));
}

/** Moves along x by `by`, or up to the wall's face when it would enter one. */
function slideX(map: ArenaMap, body: Body, by: number): void {
  if (by === 0) return;
  const to = body.x + by;
  const at = boxBlocked(map, to, body.y, BODY) ? faceBefore(to, by) : to;
  if (at === to || !boxBlocked(map, at, body.y, BODY)) body.x = at;
}

// Twice the same, and not one function of an axis: a step is replayed many times over, and each
// closure for "the other axis" is garbage.
function slideY(map: ArenaMap, body: Body, by: number): void {
  if (by === 0) return;
  const to = body.y + by;
  const at = boxBlocked(map, body.x, to, BODY) ? faceBefore(to, by) : to;
  if (at === to || !boxBlocked(map, body.x, at, BODY)) body.y = at;
}

/** Where a body stops that a wall keeps from coming to `to`. */
const faceBefore = (to: number, by: number): number =>
  by > 0
    ? Math.floor((to + BODY - 1) / TILE) * TILE - BODY
    : (Math.floor((to - BODY) / TILE) + 1) * TILE + BODY;

export interface Bolt {
  readonly x: number;
  readonly y: number;
  /** Id of the player it hit, or undefined: a wall or the end of its reach. */
  readonly target: string | undefined;
}

/** Where a bolt of `shooter` ends and whom it hits, with targets where the shooter saw them. */
export function castBolt(map: ArenaMap, state: ArenaState, shooterId: string, sight: Sight): Bolt {
  const shooter = state.players.get(shooterId) as Player;
  const dx = cos16(shooter.aim);
  const dy = sin16(shooter.aim);
  let reach = rayLength(map, shooter, dx, dy, BOLT_REACH);
  let target: string | undefined;
  // Not by iterator: that is an array per player and shot, the most garbage of a crowded screen.
  state.players.forEach((player, id) => {
    if (id === shooterId || !player.alive || player.shield > 0 || allied(player, shooter)) return;
    const seen = sight(shooterId, player);
    const entry = discEntry(seen.x - shooter.x, seen.y - shooter.y, dx, dy);
    if (entry >= reach) return;
    reach = entry;
    target = id;
  });
  return { x: Math.round(shooter.x + dx * reach), y: Math.round(shooter.y + dy * reach), target };
}

/** Distance along the unit ray (dx, dy) at which it enters the disc around (cx, cy); or Infinity. */
function discEntry(cx: number, cy: number, dx: number, dy: number): number {
  const along = cx * dx + cy * dy;
  if (along < 0) return Infinity;
  const offX = cx - along * dx;
  const offY = cy - along * dy;
  const square = TARGET * TARGET - offX * offX - offY * offY;
  return square < 0 ? Infinity : Math.max(0, along - Math.sqrt(square));
}
