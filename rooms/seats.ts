import type { GameState } from "../schema/lib/game.ts";

/** Number of seats taken by people, held ones included, and by bots. */
export function countSeats(state: GameState): { people: number; bots: number } {
  let bots = 0;
  for (const id of state.players.keys()) if (state.players.get(id)?.bot) bots++;
  return { people: state.players.size - bots, bots };
}

/** How many bots to add (positive) or take away (negative) so that `fill` seats are taken. */
export function botsWanted(state: GameState, fill: number): number {
  const { people, bots } = countSeats(state);
  return Math.max(0, fill - people) - bots;
}

/** Id of the bot to take away first: the one that came last. */
export function lastBot(state: GameState): string | undefined {
  let last: string | undefined;
  for (const id of state.players.keys()) if (state.players.get(id)?.bot) last = id;
  return last;
}

const BOT_NAMES = ["Cassia", "Drusus", "Flavia", "Gaius", "Livia", "Marcus", "Octavia", "Quintus"];

/** Bots are named in turn, and numbered from the second round on. */
export function botName(n: number): string {
  const name = BOT_NAMES[n % BOT_NAMES.length] as string;
  const round = Math.floor(n / BOT_NAMES.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}
