import { z } from "zod/mini";
import { playerName } from "./lib/name.ts";

/** Number of player colours; `hue` is an index below it. */
export const HUES = 8;

/**
 * WebSocket close codes that a client explains in words. 4000, 4001, 4002, 4003 and 4010 are
 * Colyseus' own; the rest are ours.
 */
export const CLOSE = {
  consented: 4000,
  serverStopping: 4001,
  badFrame: 4002,
  seatLost: 4003,
  mayReconnect: 4010,
  kicked: 4403,
  replaced: 4409,
  flooding: 4429,
  roomClosed: 4410,
  roomFailed: 4500,
} as const;

/** Closes after which the seat is held: the line broke, nobody decided anything. */
export const HELD_CLOSES: readonly number[] = [1001, 1005, 1006, CLOSE.mayReconnect];

/** How long a dropped player's seat is held. */
export const SEAT_HOLD_SECONDS = 60;

/**
 * Why a join was refused: `code` is the HTTP-like status of the matchmaking answer, the key is the
 * stable id that a client turns into words.
 */
export const REFUSALS = {
  "join/bad_options": 400,
  "join/no_identity": 401,
  "join/version_mismatch": 409,
  "join/too_many_guesses": 429,
} as const;
export type RefusalId = keyof typeof REFUSALS;

/** What every join carries, whatever the game. */
export const joinOptions = z.object({
  /** Build id of the page; a server of another build refuses it in words. */
  build: z.string().check(z.maxLength(64)),
  name: playerName,
  hue: z.number().check(z.int(), z.gte(0), z.lt(HUES)),
});
export type JoinOptions = z.infer<typeof joinOptions>;

/** What the creator of any room may choose. */
export const roomOptions = z.object({
  /** Not listed and not found by quick play: by link only. */
  private: z._default(z.boolean(), false),
  /** Seats that bots keep filled until people come: nobody waits alone. */
  fill: z._default(z.number().check(z.int(), z.gte(0), z.lte(16)), 6),
});
export type RoomOptions = z.infer<typeof roomOptions>;

/** A line of the lobby's list, kept in the room's metadata. */
export const listing = z.object({
  game: z.string(),
  /** People seated, without bots. */
  players: z.number(),
  bots: z.number(),
  seats: z.number(),
  /** Id of the match's phase, per game: "playing", "over". */
  phase: z.string(),
});
export type Listing = z.infer<typeof listing>;

/** Message an operator can send to one client; shown as a notice. */
export const NOTICE = "notice";

/** Lobby messages, besides Colyseus' own `rooms`, `+` and `-`: people connected, this server over. */
export const ONLINE = "online";
