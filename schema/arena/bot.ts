import { angle16, turn16 } from "../lib/angle.ts";
import type { BotView, Spot } from "../lib/game.ts";
import { mix } from "../lib/random.ts";
import { isFought } from "./combat.ts";
import { type ArenaMap, mapOf, type Pickup, rayLength, UNIT } from "./map.ts";
import { lies } from "./pickups.ts";
import { FULL_HP, packMove } from "./rules.ts";
import { type ArenaInput, type ArenaState, DASH, FIRE, type Player } from "./state.ts";
import { allied } from "./teams.ts";
import { stepsTo, tileUnder, wayAlong } from "./ways.ts";

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
/** Boost and power are worth this way and no longer one. */
const DETOUR = 400 * UNIT;
/** Ticks for which a bot without a foe keeps walking to the same place. */
const ERRAND_TICKS = 128;
/** Primes above the number of pickups: a bot that steps by one through them misses none. */
const STRIDES = [37, 41, 43, 47] as const;
const BRISK = 6;

/** A bot in one tick. */
interface Moment {
  readonly map: ArenaMap;
  readonly state: ArenaState;
  readonly me: Player;
  readonly skill: Skill;
  readonly tick: number;
  readonly knows: (id: string) => boolean;
  /** Tells the bots of one tick apart. */
  readonly self: number;
}

/** Could whoever plays `me` see `other` on the screen? */
export const onScreen = (me: Spot, other: Spot): boolean =>
  Math.abs(other.x - me.x) <= SIGHT_X && Math.abs(other.y - me.y) <= SIGHT_Y;

/** What the bot in seat `id` sends this tick. Its only memory is its own synced aim. */
export function arenaBot({ state, id, tick, knows }: BotView<ArenaState>, into: ArenaInput): void {
  const me = state.players.get(id);
  into.move = 0;
  into.buttons = 0;
  if (!me?.alive) return;
  const skill = BY_SKILL[state.skill] ?? BY_SKILL[1];
  const moment = { map: mapOf(state.map), state, me, skill, tick, knows, self: hashId(id) };
  const foe = isFought(state.phase) ? nearestFoe(moment) : undefined;
  const prize = nearestPrize(moment);
  if (foe) fight(moment, foe, into);
  else walk(moment, prize ?? errand(moment), into);
  if (foe && prize) into.move = moveBy(wayAlong(moment.map, me, stepsTo(moment.map, prize), 1));
}

function nearestFoe({ map, state, me, knows }: Moment): Player | undefined {
  let nearest: Player | undefined;
  let best = Infinity;
  for (const [id, other] of state.players) {
    if (other === me || !other.alive || allied(me, other) || !onScreen(me, other)) continue;
    if (!knows(id)) continue;
    const distance = distanceTo(me, other);
    if (distance >= best || distance === 0 || !isClear(map, me, other, distance)) continue;
    nearest = other;
    best = distance;
  }
  return nearest;
}

/** The nearest pickup in sight that is of use now. */
function nearestPrize({ map, state, me }: Moment): Pickup | undefined {
  let nearest: Pickup | undefined;
  let best = Infinity;
  map.pickups.forEach((pickup, index) => {
    if (!lies(state.pickups, index) || !onScreen(me, pickup)) return;
    const distance = distanceTo(me, pickup);
    if (distance >= best || !isWorth(me, pickup, distance)) return;
    if (!isClear(map, me, pickup, distance)) return;
    nearest = pickup;
    best = distance;
  });
  return nearest;
}

function isWorth(me: Player, { kind }: Pickup, distance: number): boolean {
  if (kind === "health") return me.hp < FULL_HP;
  return distance <= DETOUR && (kind === "boost" ? me.boost : me.power) === 0;
}

/** Is there no wall between the two, which are `distance` apart? */
const isClear = (map: ArenaMap, from: Spot, to: Spot, distance: number): boolean =>
  distance === 0 ||
  rayLength(map, from, (to.x - from.x) / distance, (to.y - from.y) / distance, distance) >=
    distance;

function fight({ me, skill, tick, self }: Moment, foe: Player, into: ArenaInput): void {
  const noise = mix(tick >> 3, self);
  const towards = angle16(foe.x - me.x, foe.y - me.y);
  const wanted = towards + (noise % (2 * skill.wobble)) - skill.wobble;
  into.aim = turned(me, skill, wanted);
  const onTarget = Math.abs(turn16(into.aim, wanted)) < 400;
  if (onTarget && noise % 10 < skill.trigger) into.buttons = FIRE;
  // Hurt bots dodge: a dash along the way they circle.
  if (me.hp <= skill.dodge && me.dash === 0 && mix(tick >> 4, self) % 3 === 0) into.buttons |= DASH;
  const distance = distanceTo(me, foe);
  const side = mix(tick >> 5, self) & 1 ? 16384 : -16384;
  const lean = distance > FAR ? side / 2 : distance < CLOSE ? side + side / 2 : side;
  into.move = moveBy(towards + lean);
}

/** Where to look for a fight: of two places where things lie the nearer one, then of two others. */
function errand({ map, me, tick, self }: Moment): Spot {
  const turn = Math.floor((tick + (self % ERRAND_TICKS)) / ERRAND_TICKS);
  const stride = STRIDES[self & 3] as number;
  const place = (n: number) => map.pickups[(self + n * stride) % map.pickups.length] as Pickup;
  const [one, other] = [place(2 * turn), place(2 * turn + 1)];
  const here = tileUnder(map, me);
  const [near, far] = [stepsTo(map, one)[here] ?? 0, stepsTo(map, other)[here] ?? 0];
  return near <= far ? one : other;
}

/** Walks to a place, looking ahead; who is there looks round. */
function walk({ map, me, skill }: Moment, goal: Spot, into: ArenaInput): void {
  const steps = stepsTo(map, goal);
  if (steps[tileUnder(map, me)] === 0 && distanceTo(me, goal) < 20 * UNIT) {
    into.aim = (me.aim + skill.turn / 4) & 0xffff;
    return;
  }
  into.aim = turned(me, skill, wayAlong(map, me, steps, 3));
  into.move = moveBy(wayAlong(map, me, steps, 1));
}

/** The aim, turned towards `wanted` as fast as the skill allows. */
function turned(me: Player, { turn }: Skill, wanted: number): number {
  const by = Math.max(-turn, Math.min(turn, turn16(me.aim, wanted)));
  return (me.aim + by) & 0xffff;
}

/** Brisk, in the nearest of the 32 directions. */
const moveBy = (angle: number): number => packMove((angle + 1024) >> 11, BRISK);

function distanceTo(a: Spot, b: Spot): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.sqrt(dx * dx + dy * dy);
}

function hashId(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0;
  return hash;
}
