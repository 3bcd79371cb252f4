import type { GameState, SeatState } from "../../../schema/lib/game.ts";

/** A line of the list of who is in a room. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly bot: boolean;
  readonly host: boolean;
  /** The player of this page. */
  readonly self: boolean;
  /** The line is down, the seat is held. */
  readonly away: boolean;
  /** Lost the seat for doing nothing. */
  readonly idle: boolean;
  /** Of the game's own numbers; 0 without teams. */
  readonly team: number;
}

/** Who is in a room, each list in order of coming. */
export interface People {
  readonly players: readonly Person[];
  readonly bots: readonly Person[];
  readonly watchers: readonly Person[];
}

/** A seat as any game may keep it. */
type AnySeat = SeatState & { readonly team?: number; readonly idle?: boolean };

interface Seats {
  keys(): Iterable<string>;
  get(id: string): Omit<AnySeat, "bot"> | undefined;
}

/** Who is in the room, told to the one whose id is `self`. */
export function readPeople(state: GameState, self: string): People {
  const read = (seats: Seats): Person[] =>
    [...seats.keys()].flatMap((id) => {
      const seat = seats.get(id) as AnySeat | undefined;
      return seat ? [personOf(seat, id, { self, host: state.host })] : [];
    });
  const seated = read(state.players);
  return {
    players: seated.filter(({ bot }) => !bot),
    bots: seated.filter(({ bot }) => bot),
    watchers: read(state.watchers),
  };
}

function personOf(seat: AnySeat, id: string, { self, host }: { self: string; host: string }) {
  const { name, hue, bot = false, online, idle = false, team = 0 } = seat;
  return { id, name, hue, bot, team, idle, away: !online, self: id === self, host: id === host };
}

/** People in the room, watchers included, bots not. */
export function countPeople({ players, watchers }: GameState): number {
  let bots = 0;
  for (const id of players.keys()) if (players.get(id)?.bot) bots++;
  return players.size - bots + watchers.size;
}

/** Whoever may change the room, among those who are in it. */
export const hostOf = ({ players, watchers }: People): Person | undefined =>
  [...players, ...watchers].find(({ host }) => host);

/** May this page's player, as host, send that one away? */
export const isRemovable = ({ self, bot }: Person): boolean => !self && !bot;
