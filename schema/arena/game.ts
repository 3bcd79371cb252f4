import type { Game, Sight } from "../lib/game.ts";
import { arenaBot } from "./bot.ts";
import { fire } from "./combat.ts";
import { nextMatch, tickMatch } from "./flow.ts";
import { arenaInterest } from "./interest.ts";
import { boxBlocked, mapOf } from "./map.ts";
import { type ArenaOptions, arenaOptions } from "./options.ts";
import { BODY, FULL_HP, stepBody } from "./rules.ts";
import { ArenaInput, DASH, FIRE, type Player } from "./state.ts";
import { largerTeam, lastBot } from "./teams.ts";
import { type ArenaCommand, arenaCommand, vote } from "./vote.ts";
import { type ArenaWorld, allPickups, arenaWorld, configure, seatPlayer, unseat } from "./world.ts";

const NEUTRAL = new ArenaInput();

/** Arena as a value: top-down, walls, hitscan bolts, first to the score limit. */
export const arena: Game<ArenaWorld, ArenaInput, ArenaOptions, ArenaCommand> = {
  Input: ArenaInput,
  sanitize: (input) => {
    input.buttons &= FIRE | DASH;
  },
  options: arenaOptions,
  commands: arenaCommand,
  create: arenaWorld,
  join: seatPlayer,
  leave: unseat,
  act,
  idle: (world, id) => stepSeat(world, id, NEUTRAL),
  command: (world, id, command) => vote(world, id, command.vote),
  configure,
  restart: nextMatch,
  // Nothing of who waits for others to come.
  expects: ({ state }, id) =>
    (state.phase === "playing" || state.phase === "overtime") &&
    state.players.get(id)?.alive === true,
  spare: ({ state }) => lastBot(state, largerTeam(state)),
  stirs: ({ move, buttons }) => move !== 0 || buttons !== 0,
  tick: tickMatch,
  bot: arenaBot,
  interest: arenaInterest,
  standing: ({ state }) => ({
    phase: state.phase,
    facts: { map: state.map, mode: state.teams ? "teams" : "ffa" },
  }),
  over: ({ state }) => state.phase === "over" || state.phase === "vote",
  check,
};

function act(world: ArenaWorld, id: string, input: ArenaInput, sight: Sight): void {
  const player = world.state.players.get(id);
  if (!player) return;
  if (player.alive) player.aim = input.aim;
  if (stepSeat(world, id, input)) fire(world, id, sight);
}

function stepSeat({ state }: ArenaWorld, id: string, input: ArenaInput): boolean {
  const player = state.players.get(id);
  return player ? stepBody(mapOf(state.map), player, input) : false;
}

function check({ state, secret }: ArenaWorld): void {
  const map = mapOf(state.map);
  for (const [id, player] of state.players) {
    const where = `${id} at ${player.x},${player.y} tick ${secret.tick}`;
    assert(isWhole(player), `not whole units: ${where}`);
    assert(!boxBlocked(map, player.x, player.y, BODY), `in a wall: ${where}`);
    assert(player.hp >= 0 && player.hp <= FULL_HP, `hp ${player.hp}: ${where}`);
    assert(player.alive === player.hp > 0, `alive ${player.alive} with ${player.hp} hp: ${where}`);
    assert(player.alive !== id in secret.respawnAt, `respawn without death: ${where}`);
    assert(player.frozen === 0 || state.phase === "ready", `frozen in ${state.phase}: ${where}`);
    assert(player.team > 0 === state.teams && player.team < 3, `team ${player.team}: ${where}`);
    assert(player.vote === 0 || state.phase === "vote", `vote in ${state.phase}: ${where}`);
  }
  assert((state.pickups & ~allPickups(state.map)) === 0, `pickups ${state.pickups}`);
  assert(state.ballot.length > 0 === (state.phase === "vote"), `ballot in ${state.phase}`);
}

const isWhole = (player: Player): boolean =>
  [player.x, player.y, player.aim].every(
    (value) => Math.floor(value) === value && value >= 0 && value < 65536,
  );

function assert(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
