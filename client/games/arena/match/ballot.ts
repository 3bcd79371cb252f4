import type { ArenaState } from "../../../../schema/arena/state.ts";
import { countVotes } from "../../../../schema/arena/vote.ts";

/** One map of the vote. */
export interface Choice {
  readonly id: string;
  readonly votes: number;
  /** One's own vote is for it. */
  readonly own: boolean;
  /** No other has more votes, and it has some. */
  readonly leads: boolean;
}

/** The vote as it stands. `selfId` may be a watcher's, who has none. */
export function ballotOf(state: ArenaState, selfId: string): Choice[] {
  const votes = countVotes(state);
  const most = Math.max(...votes);
  const own = (state.players.get(selfId)?.vote ?? 0) - 1;
  return [...state.ballot].map((id, i) => {
    const count = votes[i] ?? 0;
    return { id, votes: count, own: i === own, leads: count > 0 && count === most };
  });
}

/** The choice that a digit key names, or -1. */
export function choiceOfKey(code: string, count: number): number {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const index = Number(digit ?? 0) - 1;
  return index < count ? index : -1;
}

/** The one beside `current` in a ring of `count`; from -1 the first or the last. */
export function besides(current: number, by: 1 | -1, count: number): number {
  if (current < 0) return by > 0 ? 0 : count - 1;
  return (current + by + count) % count;
}
