import { type Award, awardsPool, type Player } from "./state.ts";
import type { ArenaWorld, Tally } from "./world.ts";

/** What may be distinguished at the end of a match; `Award.kind` is an index. */
export const AWARDS = ["streak", "assists", "aim", "damage", "pickups"] as const;
export type AwardKind = (typeof AWARDS)[number];

interface Rule {
  /** The least that is worth an award. */
  readonly least: number;
  readonly figure: (player: Player, tally: Tally) => number;
}

/** Fewer shots than this say nothing about an aim. */
const SHOTS_LEAST = 20;

const RULES: Readonly<Record<AwardKind, Rule>> = {
  streak: { least: 3, figure: (_player, { streak }) => streak },
  assists: { least: 2, figure: ({ assists }) => assists },
  /** Per cent of the shots. */
  aim: {
    least: 20,
    figure: (_player, { shots, hits }) =>
      shots < SHOTS_LEAST ? 0 : Math.floor((100 * hits) / shots),
  },
  damage: { least: 200, figure: (_player, { damage }) => Math.min(65535, damage) },
  pickups: { least: 3, figure: (_player, { pickups }) => pickups },
};

/** The best of each kind, if good enough; of equals the one who came first. */
export function awardsOf({ state, secret }: ArenaWorld): Award[] {
  const awards: Award[] = [];
  AWARDS.forEach((kind, index) => {
    let best: Player | undefined;
    let most = RULES[kind].least - 1;
    for (const [id, player] of state.players) {
      const tally = secret.tallies[id];
      const value = tally ? RULES[kind].figure(player, tally) : 0;
      if (value > most) [best, most] = [player, value];
    }
    if (!best) return;
    const { name, hue, team } = best;
    awards.push(awardsPool(state).take().assign({ kind: index, name, hue, team, value: most }));
  });
  return awards;
}
