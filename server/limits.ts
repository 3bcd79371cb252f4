import { z } from "zod";

/** A whole number from the environment; each bad one is one line that says what it must be. */
export function whole(min: number, max: number, fallback: number) {
  const range = `must be from ${min} to ${max}`;
  return z.coerce
    .number(`must be a number from ${min} to ${max}`)
    .int("must be a whole number")
    .min(min, range)
    .max(max, range)
    .default(fallback);
}

/** What one client, one address and the whole process may take. The README's table says the rest. */
export const limitSettings = z.object({
  HTTP_BODY_MAX_BYTES: whole(1024, 1024 * 1024, 16 * 1024),
  HTTP_HEADERS_SECONDS: whole(1, 120, 10),
  HTTP_REQUEST_SECONDS: whole(1, 600, 30),
  HTTP_IDLE_SECONDS: whole(1, 600, 30),
  /** A school behind one address fits, a flood does not. */
  GUESTS_PER_MINUTE: whole(1, 1_000_000, 1200),
  /** Room codes are short enough to say, so trying them all must not be cheap. */
  GUESSES_PER_MINUTE: whole(1, 1_000_000, 120),
  ROOMS_MAX: whole(1, 100_000, 256),
  BOTS_MAX: whole(0, 100_000, 1000),
  ROOMS_PER_USER: whole(1, 100_000, 5),
  ROOM_CREATES_PER_USER: whole(1, 1_000_000, 10),
  ROOM_CREATES_PER_ADDRESS: whole(1, 1_000_000, 120),
  SEAT_SECONDS: whole(2, 120, 15),
  /** Every browser has one; bots, load tests and native clients do not. */
  ORIGINLESS_CLIENTS: z.enum(["on", "off"], "must be on or off").default("on"),
  /** A page sends 30 a second; less would drop an honest player's. */
  INPUTS_PER_SECOND: whole(30, 10_000, 60),
  /** A watcher who looks about sends 5. */
  MESSAGES_PER_SECOND: whole(6, 10_000, 10),
  CONTROL_FRAMES_PER_SECOND: whole(1, 10_000, 20),
  /** The longest that a page sends is a removal with its reason. */
  FRAME_MAX_BYTES: whole(1024, 64 * 1024, 4096),
  VIOLATIONS_MAX: whole(1, 10_000, 20),
  SEAT_HOLD_SECONDS: whole(1, 3600, 60),
  WATCHERS_PER_ROOM: whole(1, 1000, 32),
  LOGIN_FAILURES: whole(1, 1000, 5),
  CONNECTIONS_MAX: whole(1, 1_000_000, 10_000),
  CONNECTIONS_PER_ADDRESS: whole(1, 1_000_000, 2000),
  JOIN_ACK_SECONDS: whole(1, 120, 10),
  /** At most the next one, or nobody would ever be skipped. */
  PATCH_QUEUE_MAX_BYTES: whole(4096, 1024 * 1024, 64 * 1024),
  SEND_QUEUE_MAX_BYTES: whole(64 * 1024, 1024 * 1024 * 1024, 1024 * 1024),
  /** Pages of a browser have six; they close when they have been idle. */
  HTTP_CONNECTIONS_MAX: whole(1, 1_000_000, 2000),
});

export type Limits = z.infer<typeof limitSettings>;

export const defaultLimits = (): Limits => limitSettings.parse({});
