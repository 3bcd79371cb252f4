import type { Player } from "../../../../schema/arena/state.ts";

type Ranked = Pick<Player, "bot" | "deaths" | "hue" | "name" | "online" | "score">;

/** One line of a ranking. */
export interface Standing {
  readonly id: string;
  /** From 1; players with equal score and falls share it. */
  readonly rank: number;
  readonly name: string;
  readonly hue: number;
  readonly score: number;
  readonly deaths: number;
  readonly bot: boolean;
  readonly online: boolean;
  readonly own: boolean;
}

/** All players, best first: by score, then by fewer falls, then by seat so that lines do not dance. */
export function standings(
  players: Iterable<readonly [string, Ranked]>,
  selfId: string,
): readonly Standing[] {
  const sorted = [...players].sort(([idA, a], [idB, b]) => compare(a, b) || (idA < idB ? -1 : 1));
  let rank = 1;
  return sorted.map(([id, player], i) => {
    const before = sorted[i - 1];
    if (before && compare(before[1], player) !== 0) rank = i + 1;
    const { name, hue, score, deaths, bot, online } = player;
    return { id, rank, name, hue, score, deaths, bot, online, own: id === selfId };
  });
}

const compare = (a: Ranked, b: Ranked): number => b.score - a.score || a.deaths - b.deaths;

/** The first `count` lines, the last of them one's own when one is farther down. */
export function shortened(lines: readonly Standing[], count: number): readonly Standing[] {
  const first = lines.slice(0, count);
  const own = lines.find((line) => line.own);
  return !own || first.includes(own) ? first : [...first.slice(0, -1), own];
}
