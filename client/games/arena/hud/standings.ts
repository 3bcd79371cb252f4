import type { Player } from "../../../../schema/arena/state.ts";

type Ranked = Pick<
  Player,
  "assists" | "bot" | "deaths" | "hue" | "name" | "online" | "score" | "streak" | "team"
>;

interface Seats {
  forEach(each: (player: Ranked, id: string) => void): void;
}

interface Line extends Ranked {
  id: string;
  rank: number;
  own: boolean;
}

/** One line of a ranking. */
export type Standing = Readonly<Line>;

const compare = (a: Ranked, b: Ranked): number =>
  b.score - a.score || b.assists - a.assists || a.deaths - b.deaths;

/** Who comes first; of equals the lesser seat id, so that lines do not dance. */
const isBefore = (a: Line, b: Line): boolean => (compare(a, b) || (a.id < b.id ? -1 : 1)) < 0;

/**
 * The ranking, kept up in place: it is looked at ten times a second, and a hundred new lines each
 * time would be more garbage than all the rest of the screen.
 */
export class Standings {
  readonly #lines: Line[] = [];
  #count = 0;
  #selfId = "";

  /** All players, best first: by score, then assists, then fewer falls. Valid until the next call. */
  update(players: Seats, selfId: string): readonly Standing[] {
    this.#count = 0;
    this.#selfId = selfId;
    players.forEach(this.#take);
    this.#lines.length = this.#count;
    this.#sort();
    this.#rank();
    return this.#lines;
  }

  readonly #take = (player: Ranked, id: string): void => {
    const line = this.#lines[this.#count] ?? newLine();
    this.#lines[this.#count++] = line;
    line.id = id;
    line.own = id === this.#selfId;
    line.name = player.name;
    line.hue = player.hue;
    line.team = player.team;
    line.score = player.score;
    line.assists = player.assists;
    line.deaths = player.deaths;
    line.streak = player.streak;
    line.bot = player.bot;
    line.online = player.online;
  };

  /** By insertion: unlike the built-in sort it copies nothing. */
  #sort(): void {
    const lines = this.#lines;
    for (let i = 1; i < lines.length; i++) {
      const line = lines[i] as Line;
      let at = i;
      for (; at > 0 && isBefore(line, lines[at - 1] as Line); at--)
        lines[at] = lines[at - 1] as Line;
      lines[at] = line;
    }
  }

  /** From 1; equals share it. */
  #rank(): void {
    const lines = this.#lines;
    for (let i = 0; i < lines.length; i++) {
      const before = lines[i - 1];
      const line = lines[i] as Line;
      line.rank = before && compare(before, line) === 0 ? before.rank : i + 1;
    }
  }
}

const newLine = (): Line => ({
  id: "",
  rank: 1,
  own: false,
  name: "",
  hue: 0,
  team: 0,
  score: 0,
  assists: 0,
  deaths: 0,
  streak: 0,
  bot: false,
  online: true,
});

/** The ranking of one moment, to keep. */
export function standings(
  players: Iterable<readonly [string, Ranked]>,
  selfId: string,
): readonly Standing[] {
  const forEach: Seats["forEach"] = (each) => {
    for (const [id, player] of players) each(player, id);
  };
  return new Standings().update({ forEach }, selfId);
}

/** The first `count` lines, the last of them one's own when one is farther down. */
export function shortened(lines: readonly Standing[], count: number): readonly Standing[] {
  const first = lines.slice(0, count);
  const own = lines.findIndex((line) => line.own);
  if (own >= count) first[count - 1] = lines[own] as Standing;
  return first;
}
