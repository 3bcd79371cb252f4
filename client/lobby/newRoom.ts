import { z } from "zod/mini";
import { GAMES, type GameId } from "../../schema/games.ts";
import type { OptionsForm } from "../games/options.ts";
import { readCount } from "../ui/count.ts";

/** The form of a new room as it was filled in. */
export const newRoomFormat = z.object({
  private: z.boolean(),
  /** As typed. */
  seats: z.string().check(z.maxLength(64)),
  bots: z.string().check(z.maxLength(64)),
  /** The game's own fields; missing until somebody has touched them. */
  own: z.optional(z.record(z.string(), z.string())),
});
export type NewRoom = Readonly<z.infer<typeof newRoomFormat>>;

export const USUAL_ROOM: NewRoom = { private: true, seats: "16", bots: "6" };

/** The options to create the room with, or the names of the fields that are no good, in order. */
export type NewRoomRead = { readonly options: object } | { readonly wrong: readonly string[] };

/** Seats as typed, or undefined when that is no good. */
export function seatsOf(game: GameId, { seats }: NewRoom): number | undefined {
  const { min, max } = GAMES[game].seats;
  return readCount(seats, min, max);
}

/** Most bots that fit beside the creator. */
export function botsMax(game: GameId, room: NewRoom): number {
  return (seatsOf(game, room) ?? GAMES[game].seats.max) - 1;
}

/** @param form the game's own part; without it the room gets the game's usual options */
export function readNewRoom(game: GameId, room: NewRoom, form?: OptionsForm): NewRoomRead {
  const seats = seatsOf(game, room);
  const bots = readCount(room.bots, 0, botsMax(game, room));
  const own = form ? form.read(room.own ?? form.draft({}), seats) : { options: {} };
  const wrong: string[] = [];
  if (seats === undefined) wrong.push("seats");
  if (bots === undefined) wrong.push("bots");
  if ("wrong" in own) wrong.push(...own.wrong);
  if (seats === undefined || bots === undefined || "wrong" in own) return { wrong };
  const shared = { private: room.private, hosted: true, seats, fill: fillOf(bots) };
  return { options: { ...own.options, ...shared } };
}

/** Seats that are taken: the bots' and the creator's. */
const fillOf = (bots: number): number => (bots === 0 ? 0 : bots + 1);
