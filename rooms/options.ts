import type { z } from "zod/mini";
import { CROWD_SEATS_MAX, isCrowd, type RoomOptions, SEATS_MAX } from "../schema/messages.ts";

/**
 * What a creator chose, checked as the game says; undefined for what it refuses.
 * @param crowd may the room have up to {@link CROWD_SEATS_MAX} seats? All else is checked as of the
 * largest room that anybody may open, so that a map which does not hold that one is refused.
 */
export function readOptions<T extends RoomOptions>(
  format: z.ZodMiniType<T>,
  raw: unknown,
  crowd: boolean,
): T | undefined {
  const seats = crowd ? crowdSeats(raw) : undefined;
  const { data } = format.safeParse(seats ? { ...(raw as object), seats: SEATS_MAX } : raw);
  return data && seats ? { ...data, seats } : data;
}

function crowdSeats(raw: unknown): number | undefined {
  const { seats } = (raw ?? {}) as { seats?: unknown };
  const fits = Number.isInteger(seats) && isCrowd({ seats: Number(seats) });
  return fits && Number(seats) <= CROWD_SEATS_MAX ? Number(seats) : undefined;
}
