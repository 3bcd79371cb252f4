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
  /** The operator has withdrawn this guest's token. */
  revoked: 4401,
  /** From one room, by the operator. */
  kicked: 4403,
  /** Banned by the operator, from the whole server. */
  barred: 4404,
  /** By the room's host, whose words travel as the reason. */
  removed: 4405,
  replaced: 4409,
  flooding: 4429,
  roomClosed: 4410,
  roomFailed: 4500,
} as const;

/** Closes after which the seat is held: the line broke, nobody decided anything. */
export const HELD_CLOSES: readonly number[] = [1001, 1005, 1006, CLOSE.mayReconnect];

/**
 * Why a join was refused: `code` is the HTTP-like status of the matchmaking answer, the key is the
 * stable id that a client turns into words.
 */
export const REFUSALS = {
  "join/bad_options": 400,
  "join/no_identity": 401,
  /** The operator has withdrawn the token; the next one is another guest's. */
  "join/revoked": 401,
  "join/banned": 403,
  /** By the operator, from the whole server. */
  "join/barred": 403,
  "join/create_not_allowed": 403,
  "join/full": 423,
  "join/version_mismatch": 409,
  "join/too_many_guesses": 429,
  /** One after another, by one person or from one address. */
  "join/too_fast": 429,
  /** This person has opened as many as one may. */
  "join/too_many_rooms": 503,
  "join/server_full": 503,
} as const;
export type RefusalId = keyof typeof REFUSALS;

/** Header by which a load test shows the server's own LOADTEST_TOKEN, with every request. */
export const LOADTEST_HEADER = "x-hypogeum-loadtest";

/** What every join carries, whatever the game. */
export const joinOptions = z.object({
  /** Build id of the page; a server of another build refuses it in words. */
  build: z.string().check(z.maxLength(64)),
  name: playerName,
  hue: z.number().check(z.int(), z.gte(0), z.lt(HUES)),
  /** Comes to watch: takes no seat. */
  watch: z._default(z.boolean(), false),
});
/** As sent: what has a default may be missing. */
export type JoinOptions = z.input<typeof joinOptions>;

/** Seats that a room may have. */
export const SEATS_MAX = 100;
/** Seats that a room may have which a load test opens: enough to find how many a room bears. */
export const CROWD_SEATS_MAX = 1500;
/** Has this room more seats than anybody but a load test may ask for? */
export const isCrowd = ({ seats }: { readonly seats: number }): boolean => seats > SEATS_MAX;

/** What the creator of any room may choose. */
export const roomOptions = z.object({
  /** Not listed and not found by quick play: by link or code only. */
  private: z._default(z.boolean(), false),
  /** The oldest player may change the room and remove others. */
  hosted: z._default(z.boolean(), false),
  /** Seats, bots included. */
  seats: z._default(z.number().check(z.int(), z.gte(2), z.lte(SEATS_MAX)), 16),
  /** Seats that bots keep filled until people come: nobody waits alone. */
  fill: z._default(z.number().check(z.int(), z.gte(0), z.lte(SEATS_MAX)), 6),
  /** A player who does nothing for this long becomes a watcher. */
  idleSeconds: z._default(z.number().check(z.int(), z.gte(10), z.lte(600)), 90),
});
export type RoomOptions = z.infer<typeof roomOptions>;

/** A line of the lobby's list, kept in the room's metadata. */
export const listing = z.object({
  game: z.string(),
  /** People seated, without bots. */
  players: z.number(),
  bots: z.number(),
  seats: z.number(),
  watchers: z.number(),
  /** Of the game's `Standing`. */
  phase: z.string(),
  facts: z.record(z.string(), z.string()),
});
export type Listing = z.infer<typeof listing>;

/** Request of anyone in a room: to take a seat, or to leave it and watch. */
export const SEAT = "seat";
export const seatRequest = z.object({ play: z.boolean() });
export type SeatRequest = z.infer<typeof seatRequest>;

/** Message of a watcher: whom it follows, or where on the map it looks, in the game's units. */
export const GAZE = "gaze";
export const gaze = z.union([
  z.object({ follow: z.string().check(z.maxLength(64)) }),
  z.object({ x: z.number(), y: z.number() }),
]);
export type Gaze = z.infer<typeof gaze>;

/** Request of a seat to its game; the format is the game's `commands`. */
export const GAME = "game";

/** Requests of the host. Each is answered with the room's options as they are then. */
export const HOST = "host";
export const hostRequest = z.discriminatedUnion("do", [
  /** Answers the options. */
  z.object({ do: z.literal("look") }),
  /** The options to change; the others stay. */
  z.object({ do: z.literal("configure"), options: z.record(z.string(), z.unknown()) }),
  /** Begins the next match at once. */
  z.object({ do: z.literal("restart") }),
  /** Removes a player or watcher, who cannot come back to this room. */
  z.object({ do: z.literal("remove"), id: z.string(), reason: z.string().check(z.maxLength(256)) }),
]);
export type HostRequest = z.infer<typeof hostRequest>;

/** Why a request was rejected: stable ids that a page turns into words. */
export const REJECTIONS = [
  "room/bad_request",
  "room/no_seat",
  "room/not_host",
  "room/no_such_player",
  "room/bad_options",
  /** The room itself failed; what went wrong is in the server's log. */
  "room/fault",
] as const;
export type RejectionId = (typeof REJECTIONS)[number];

/** Message to a player who does nothing: seconds until the seat is lost; 0 when that is over. */
export const IDLE = "idle";

/**
 * Whether a client holds what it should: a check is `[tick, hash]`, the leaves of the right state are
 * bytes, the report of who holds another one is `[tick]` and later `[tick, path]`.
 */
export const STATE_CHECK = "state:check";
export const STATE_LEAVES = "state:leaves";
export const STATE_REPORT = "state:report";
export const stateReport = z.union([z.tuple([z.number()]), z.tuple([z.number(), z.string()])]);

/**
 * Message of a load test's client, a number that goes up by one; it comes back once, by the same
 * name. From nobody else is it a message.
 */
export const PROBE = "probe";
export const probe = z.number().check(z.int(), z.gte(0));

/** Message an operator can send to one client; shown as a notice. */
export const NOTICE = "notice";

/** Lobby messages, besides Colyseus' own `rooms`, `+` and `-`: people connected, this server over. */
export const ONLINE = "online";
