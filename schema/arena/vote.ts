import { z } from "zod/mini";
import { nextInt } from "../lib/random.ts";
import { isCrowd } from "../messages.ts";
import { fittingMaps } from "./maps.ts";
import type { ArenaState } from "./state.ts";
import type { ArenaWorld } from "./world.ts";

/** What a seat may wish for, besides its inputs. */
export const arenaCommand = z.object({
  /** A map of the ballot, by index; -1 takes the vote back. */
  vote: z.number().check(z.int(), z.gte(-1), z.lt(16)),
});
export type ArenaCommand = z.infer<typeof arenaCommand>;

/** Puts the maps that hold everybody to the vote, the present one last. False where there is no choice. */
export function openVote({ state, secret }: ArenaWorld): boolean {
  const { options } = secret;
  const maps = fittingMaps(isCrowd(options) ? options.seats : state.players.size);
  if (maps.length < 2) {
    state.map = maps[0];
    return false;
  }
  const here = (maps as string[]).indexOf(state.map) + 1;
  state.ballot.clear();
  state.ballot.push(...maps.slice(here), ...maps.slice(0, here));
  return true;
}

export function vote({ state }: ArenaWorld, id: string, choice: number): void {
  const player = state.players.get(id);
  if (player && state.phase === "vote" && choice < state.ballot.length) player.vote = choice + 1;
}

/** Votes for each map of the ballot. Bots have none. */
export function countVotes(state: ArenaState): number[] {
  const votes = state.ballot.map(() => 0);
  for (const { vote: choice } of state.players.values()) {
    if (choice > 0) votes[choice - 1] = (votes[choice - 1] ?? 0) + 1;
  }
  return votes;
}

/** Has everyone who is there and can vote done so? */
export function allVoted(state: ArenaState): boolean {
  let voters = 0;
  for (const { bot, online, vote: choice } of state.players.values()) {
    if (bot || !online) continue;
    if (choice === 0) return false;
    voters++;
  }
  return voters > 0;
}

/** Closes the vote: the map with the most, equals by lot; without any vote the next in turn. */
export function closeVote({ state, secret }: ArenaWorld): void {
  const votes = countVotes(state);
  const most = Math.max(...votes);
  const best = state.ballot.filter((_id, index) => votes[index] === most);
  const chosen = most === 0 ? state.ballot[0] : best[nextInt(secret, best.length)];
  if (chosen !== undefined) state.map = chosen;
  state.ballot.clear();
  for (const player of state.players.values()) player.vote = 0;
}
