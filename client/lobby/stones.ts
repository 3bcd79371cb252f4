import type { OpenRoom } from "../../netplay/lobby.ts";

/** Stones that fit a line on a phone. */
const STONES_MAX = 16;

/** One stone for each seat; in large rooms one for several, and none of a kind that is there lost. */
export function stonesOf(
  room: Pick<OpenRoom, "players" | "bots" | "seats">,
): readonly ("person" | "bot" | "free")[] {
  const { players, bots, seats } = room;
  const count = Math.min(seats, STONES_MAX);
  const lit = Math.min(count, Math.ceil((players / seats) * count));
  const taken = Math.min(count, Math.ceil(((players + bots) / seats) * count));
  return Array.from({ length: count }, (_, i) => {
    if (i < lit) return "person";
    return i < taken ? "bot" : "free";
  });
}
