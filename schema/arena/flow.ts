import { awardsOf } from "./awards.ts";
import { present } from "./looks.ts";
import { ROTATE } from "./options.ts";
import { tickPickups } from "./pickups.ts";
import { FREEZE_TICKS, TICK_HZ } from "./rules.ts";
import { place, placeAll } from "./spawn.ts";
import { type ArenaState, awardsPool, type Phase, type Player } from "./state.ts";
import { balanceTeams, MOON, SUN } from "./teams.ts";
import { allVoted, closeVote, openVote } from "./vote.ts";
import { type ArenaWorld, allPickups, limitFor } from "./world.ts";

/** Seats that a match needs, bots included. */
export const SEATS_LEAST = 2;
/** A tie that nobody breaks in this time is a draw. */
export const OVERTIME_SECONDS = 60;

/** Everything that a deadline decides, once per tick. */
export function tickMatch(world: ArenaWorld): void {
  const { state, secret } = world;
  secret.tick++;
  for (const [id, player] of state.players) if (!player.alive) tickFallen(world, id, player);
  tickPickups(world);
  STEPS[state.phase as Phase](world);
  const left = state.phase === "warmup" ? 0 : secret.endsAt - secret.tick;
  state.secondsLeft = Math.max(0, Math.ceil(left / TICK_HZ));
  state.players.forEach(present);
}

const STEPS: Readonly<Record<Phase, (world: ArenaWorld) => void>> = {
  warmup(world) {
    if (!isShort(world)) makeReady(world);
  },
  ready(world) {
    if (!isDue(world) && !isShort(world)) return;
    // Whoever sent fewer inputs than others still holds a rest of the wait.
    for (const player of world.state.players.values()) player.frozen = 0;
    if (isShort(world)) enter(world, "warmup", 0);
    else enter(world, "playing", world.secret.options.matchSeconds);
  },
  playing(world) {
    const { leader, score } = leading(world.state);
    if (isShort(world)) enter(world, "warmup", 0);
    // Two who reach the limit in one tick play on: the next point decides.
    else if (leader !== undefined && (isDue(world) || score >= world.state.limit)) endMatch(world);
    else if (isDue(world)) enter(world, "overtime", OVERTIME_SECONDS);
  },
  overtime(world) {
    if (isShort(world)) enter(world, "warmup", 0);
    else if (isDue(world) || leading(world.state).leader !== undefined) endMatch(world);
  },
  over(world) {
    if (!isDue(world)) return;
    if (world.secret.options.map !== ROTATE || !openVote(world)) return nextMatch(world);
    enter(world, "vote", world.secret.options.breakSeconds);
  },
  vote(world) {
    if (!isDue(world) && !allVoted(world.state)) return;
    closeVote(world);
    nextMatch(world);
  },
};

const isDue = ({ secret }: ArenaWorld): boolean => secret.tick >= secret.endsAt;

const isShort = ({ state }: ArenaWorld): boolean => state.players.size < SEATS_LEAST;

function enter({ state, secret }: ArenaWorld, phase: Phase, seconds: number): void {
  state.phase = phase;
  secret.endsAt = secret.tick + seconds * TICK_HZ;
}

/** A new match on the map that is due, or the wait for another player. */
export function nextMatch(world: ArenaWorld): void {
  const { map } = world.secret.options;
  if (map !== ROTATE) world.state.map = map;
  if (!isShort(world)) makeReady(world);
  else {
    reset(world);
    enter(world, "warmup", 0);
  }
}

/** Everyone on a spawn and held there, all counts at zero. */
function makeReady(world: ArenaWorld): void {
  const { state } = world;
  reset(world);
  state.match++;
  state.limit = limitFor(world);
  for (const player of state.players.values()) player.frozen = FREEZE_TICKS;
  enter(world, "ready", FREEZE_TICKS / TICK_HZ);
}

function reset(world: ArenaWorld): void {
  const { state, secret } = world;
  state.assign({ winner: "", winningTeam: 0, sun: 0, moon: 0, pickups: allPickups(state.map) });
  for (const award of state.awards) awardsPool(state).give(award);
  state.awards.clear();
  state.ballot.clear();
  Object.assign(secret, { respawnAt: {}, wounds: {}, pickupAt: {}, tallies: {} });
  state.teams = secret.options.mode === "teams";
  balanceTeams(state);
  for (const player of state.players.values()) {
    player.assign({ score: 0, assists: 0, deaths: 0, felledBy: "", vote: 0, alive: false });
  }
  placeAll(world);
}

interface Lead {
  /** Who is ahead of all others: a player, or the number of a team; undefined on a tie. */
  readonly leader: Player | number | undefined;
  readonly score: number;
}

/** Who leads and with what score. */
export function leading(state: ArenaState): Lead {
  if (state.teams) {
    const leader = state.sun === state.moon ? undefined : state.sun > state.moon ? SUN : MOON;
    return { leader, score: Math.max(state.sun, state.moon) };
  }
  let leader: Player | undefined;
  let score = -1;
  for (const player of state.players.values()) {
    if (player.score > score) [leader, score] = [player, player.score];
    else if (player.score === score) leader = undefined;
  }
  return { leader, score };
}

function endMatch(world: ArenaWorld): void {
  const { state, secret } = world;
  const { leader } = leading(state);
  if (typeof leader === "number") state.winningTeam = leader;
  else state.winner = leader?.name ?? "";
  state.awards.push(...awardsOf(world));
  enter(world, "over", secret.options.breakSeconds);
}

function tickFallen(world: ArenaWorld, id: string, player: Player): void {
  const { secret } = world;
  const left = (secret.respawnAt[id] ?? secret.tick) - secret.tick;
  player.respawnIn = Math.max(0, Math.ceil(left / TICK_HZ));
  if (left > 0) return;
  delete secret.respawnAt[id];
  place(world, player);
}
