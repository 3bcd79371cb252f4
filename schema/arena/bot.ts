import { angle16, cos16, sin16, turn16 } from "../lib/angle.ts";
import { mix } from "../lib/random.ts";
import { isFought } from "./combat.ts";
import { type ArenaMap, mapOf, rayLength, TILE, UNIT } from "./map.ts";
import { packMove } from "./rules.ts";
import { type ArenaInput, type ArenaState, DASH, FIRE, type Player } from "./state.ts";
import { allied } from "./teams.ts";

/** Half extent of what a player's screen shows: a bot knows nothing beyond it. */
const SIGHT_X = 640 * UNIT;
const SIGHT_Y = 360 * UNIT;
interface Skill {
  /** Fastest turn per tick, in 16-bit angle: bots aim as a hand does, not at once. */
  readonly turn: number;
  /** Largest aiming error, either way. */
  readonly wobble: number;
  /** Of ten moments with the foe in the sight, how many are used. */
  readonly trigger: number;
  /** Health at and below which it dodges. */
  readonly dodge: number;
}

/** In the order of `SKILLS`. An error of 182 is one degree. */
const BY_SKILL: readonly [Skill, Skill, Skill] = [
  { turn: 1400, wobble: 1600, trigger: 3, dodge: 0 },
  { turn: 2600, wobble: 700, trigger: 6, dodge: 50 },
  { turn: 4200, wobble: 250, trigger: 9, dodge: 75 },
];
const CLOSE = 140 * UNIT;
const FAR = 320 * UNIT;

/** Could whoever plays `me` see `other` on the screen? */
export const onScreen = (me: Player, other: { x: number; y: number }): boolean =>
  Math.abs(other.x - me.x) <= SIGHT_X && Math.abs(other.y - me.y) <= SIGHT_Y;

/** What the bot in seat `id` sends this tick. Its only memory is its own synced aim. */
export function arenaBot(state: ArenaState, id: string, tick: number, into: ArenaInput): void {
  const me = state.players.get(id);
  into.move = 0;
  into.buttons = 0;
  if (!me?.alive) return;
  const map = mapOf(state.map);
  const self = hashId(id);
  const foe = isFought(state.phase) ? nearestFoe(map, state, id, me) : undefined;
  const skill = BY_SKILL[state.skill] ?? BY_SKILL[1];
  if (foe) fight(me, foe, { skill, tick, self }, into);
  else wander(map, me, tick, self, into);
}

function nearestFoe(map: ArenaMap, state: ArenaState, id: string, me: Player): Player | undefined {
  let nearest: Player | undefined;
  let best = Infinity;
  for (const [otherId, other] of state.players) {
    if (otherId === id || !other.alive || allied(me, other) || !onScreen(me, other)) continue;
    const distance = distanceTo(me, other);
    if (distance >= best || distance === 0) continue;
    const dx = (other.x - me.x) / distance;
    const dy = (other.y - me.y) / distance;
    if (rayLength(map, me, dx, dy, distance) < distance) continue;
    nearest = other;
    best = distance;
  }
  return nearest;
}

interface Moment {
  readonly skill: Skill;
  readonly tick: number;
  /** Tells the bots of one tick apart. */
  readonly self: number;
}

function fight(me: Player, foe: Player, { skill, tick, self }: Moment, into: ArenaInput): void {
  const noise = mix(tick >> 3, self);
  const towards = angle16(foe.x - me.x, foe.y - me.y);
  const wanted = towards + (noise % (2 * skill.wobble)) - skill.wobble;
  const turn = Math.max(-skill.turn, Math.min(skill.turn, turn16(me.aim, wanted)));
  into.aim = (me.aim + turn) & 0xffff;
  const onTarget = Math.abs(turn16(into.aim, wanted)) < 400;
  if (onTarget && noise % 10 < skill.trigger) into.buttons = FIRE;
  // Hurt bots dodge: a dash along the way they circle.
  if (me.hp <= skill.dodge && me.dash === 0 && mix(tick >> 4, self) % 3 === 0) into.buttons |= DASH;
  const distance = distanceTo(me, foe);
  const side = mix(tick >> 5, self) & 1 ? 16384 : -16384;
  const lean = distance > FAR ? side / 2 : distance < CLOSE ? side + side / 2 : side;
  into.move = packMove(((towards + lean) & 0xffff) >> 11, 6);
}

/** Walks along the aim and picks a new, open heading when the way ends or the mood changes. */
function wander(map: ArenaMap, me: Player, tick: number, self: number, into: ArenaInput): void {
  const restless = tick % 90 === self % 90;
  let heading = me.aim;
  if (restless || openness(map, me, heading) < 1.4 * TILE)
    heading = bestHeading(map, me, tick, self);
  into.aim = heading;
  into.move = packMove(heading >> 11, 6);
}

function bestHeading(map: ArenaMap, me: Player, tick: number, self: number): number {
  let best = me.aim;
  let bestScore = -1;
  for (let i = 0; i < 16; i++) {
    const heading = i << 12;
    const score = openness(map, me, heading) * (1 + (mix(tick, self + i) % 100) / 100);
    if (score > bestScore) [best, bestScore] = [heading, score];
  }
  return best;
}

const openness = (map: ArenaMap, me: Player, heading: number): number =>
  rayLength(map, me, cos16(heading), sin16(heading), 8 * TILE);

function distanceTo(a: { x: number; y: number }, b: { x: number; y: number }): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.sqrt(dx * dx + dy * dy);
}

function hashId(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0;
  return hash;
}
