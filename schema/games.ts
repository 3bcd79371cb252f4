import type { Game } from "./lib/game.ts";

/** What the shell knows of a game without loading its code. */
export interface GameInfo {
  /** Seats in a room, bots included. */
  readonly seats: { readonly min: number; readonly max: number };
  /** Input, tick and patch rate in Hz. */
  readonly tickHz: number;
  /** Of the largest room's full state, with what one view adds: what its encoder begins with. */
  readonly stateBytes: number;
  /** May players open rooms of their own, or does only quick play open them? */
  readonly ownRooms: boolean;
  /** The rules, loaded on first use so that the lobby does not carry every game. */
  readonly load: () => Promise<Game>;
}

const arena = () => import("./arena/game.ts").then((m) => m.arena as unknown as Game);

/** The one list that all else is keyed by: a new game is a new line. */
export const GAMES = {
  // 100 players with the longest names, 32 watchers and their one view are 20 kB.
  arena: {
    seats: { min: 2, max: 100 },
    tickHz: 30,
    stateBytes: 32 * 1024,
    ownRooms: true,
    load: arena,
  },
} as const satisfies Record<string, GameInfo>;

export type GameId = keyof typeof GAMES;

export const GAME_IDS = Object.keys(GAMES) as readonly GameId[];

export const isGameId = (id: string): id is GameId => Object.hasOwn(GAMES, id);
