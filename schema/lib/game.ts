import type { z } from "zod/mini";
import type { RoomOptions } from "../messages.ts";
import type { Rng } from "./random.ts";
import type { Watcher } from "./room.ts";

/** Who takes a seat. All of it has been checked at the edge. */
export interface Seat {
  /** The key in `state.players`: a session id, or `bot-<n>`. */
  readonly id: string;
  readonly name: string;
  /** Index into the game's palette, 0..7. */
  readonly hue: number;
  readonly bot: boolean;
}

/** What the shell (lobby, seats, monitor) reads and writes on every game's players: `seatFields`. */
export interface SeatState {
  name: string;
  hue: number;
  bot: boolean;
  /** False while a dropped player's seat is held. */
  online: boolean;
}

/** A synced state that `GameRoom` can seat people in: `roomFields` and the players. */
export interface GameState {
  host: string;
  watchers: {
    readonly size: number;
    get(id: string): Watcher | undefined;
    has(id: string): boolean;
    set(id: string, watcher: Watcher): unknown;
    delete(id: string): boolean;
    keys(): IterableIterator<string>;
  };
  players: {
    readonly size: number;
    get(id: string): SeatState | undefined;
    has(id: string): boolean;
    set(id: string, player: never): unknown;
    delete(id: string): boolean;
    keys(): IterableIterator<string>;
  };
}

/** Server-only truth of a room, plain JSON. With the state it is the whole world. */
export interface Secret<Options extends RoomOptions = RoomOptions> extends Rng {
  /** Ticks since the room began. */
  tick: number;
  /** As the creator chose and the host last changed them. */
  options: Options;
  /** Guests and browsers that the host has removed. */
  readonly banned: string[];
}

/** How a match stands, in ids that each page turns into words. */
export interface Standing {
  /** The match's phase: "warmup", "playing", … */
  readonly phase: string;
  /** What else distinguishes this room in a list: `{ map: "pit", mode: "teams" }`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** The whole truth of one room: a snapshot is this plus a version. */
export interface World<State extends GameState = GameState, Hidden extends Secret = Secret> {
  readonly state: State;
  readonly secret: Hidden;
}

/**
 * Where `shooter` saw another seat's entity when it sent the input that is being applied. On the
 * server this is the rewound past; in tests and for bots it is the present.
 */
export type Sight = (shooter: string, target: { x: number; y: number }) => { x: number; y: number };

/** The present: what bots and tests see. */
export const livePosition: Sight = (_shooter, target) => target;

/** What a bot decides from: a client's state, or the server's with what such a client would know. */
export interface BotView<State> {
  readonly state: State;
  /** Its seat. */
  readonly id: string;
  readonly tick: number;
  /** Is the entity of this seat in sight? Of others, the state on a server tells too much. */
  readonly knows: (id: string) => boolean;
}

/** Everything is known: in tests, in small rooms, and in a client's own state. */
export const knowsAll = (): boolean => true;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How far one knows what others do. Lengths are in the unit of the game's positions. */
export interface Interest<W extends World = World> {
  /** Who is nearer to one's eye than this is in sight… */
  readonly radius: number;
  /** … and stays so until this much farther away: or whoever stands on the border would flicker. */
  readonly hysteresis: number;
  /** Where the entity of a seat is. */
  place(world: W, id: string): Spot | undefined;
  /** The side that a seat is on; 0 for none. One's own side is known from afar. */
  side(world: W, id: string): number;
}

/**
 * A game is a value of pure functions of (world, input, tick, rng). Server, client, bots, load
 * test and the contract suite all run this one object; none of them knows the game.
 */
export interface Game<
  W extends World = World,
  Input extends object = object,
  Options extends RoomOptions = RoomOptions,
  Command = unknown,
> {
  /** Schema class of one input. */
  readonly Input: new () => Input;
  /** Forces an untrusted input into range, in place. */
  sanitize(input: Input): void;
  /** What the creator of a room may choose; parsed before a room exists. */
  readonly options: z.ZodMiniType<Options>;
  /** Format of the rare wishes that are no input, such as a vote; parsed before {@link command}. */
  readonly commands: z.ZodMiniType<Command>;
  /** A fresh world. The same seed gives the same match. */
  create(seed: number, options: Options): W;
  join(world: W, seat: Seat): void;
  leave(world: W, id: string): void;
  /** One input of one seat = one step of that seat. */
  act(world: W, id: string, input: Input, sight: Sight): void;
  /** The step of a seat that sent nothing: counters run, nothing else happens. */
  idle(world: W, id: string): void;
  /** A wish of a seat. One that makes no sense now does nothing. */
  command(world: W, id: string, command: Command): void;
  /** The host chose other options (whole and parsed): takes them into `secret.options`. */
  configure(world: W, options: Options): void;
  /** The host is done with this match: the next one begins, as configured. */
  restart(world: W): void;
  /** Is a player in this seat expected to send anything now? */
  expects(world: W, id: string): boolean;
  /** The bot that makes way for a person, if there is any. */
  spare(world: W): string | undefined;
  /** Does this input show somebody at work? What a page sends by itself does not. */
  stirs(input: Input): boolean;
  /** Once per tick, after the inputs: deadlines, match flow. Advances `secret.tick`. */
  tick(world: W): void;
  /** Fills `into` with what a bot in this seat would send, from what a player would see. */
  bot(view: BotView<W["state"]>, into: Input): void;
  /** Who knows where whom, in rooms too large for everyone to know everything. */
  readonly interest?: Interest<W>;
  /** For lists: how the match stands. */
  standing(world: W): Standing;
  /** True when the current match has ended (the next may follow in the same room). */
  over(world: W): boolean;
  /** Throws if the world breaks a rule that must hold on every tick. For tests. */
  check(world: W): void;
}
