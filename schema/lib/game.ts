import type { z } from "zod/mini";
import type { Rng } from "./random.ts";

/** Who takes a seat. All of it has been checked at the edge. */
export interface Seat {
  /** The key in `state.players`: a session id, or `bot-<n>`. */
  readonly id: string;
  readonly name: string;
  /** Index into the game's palette, 0..7. */
  readonly hue: number;
  readonly bot: boolean;
}

/** What the shell (lobby, seats, monitor) reads and writes on every game's players. */
export interface SeatState {
  name: string;
  hue: number;
  bot: boolean;
  /** False while a dropped player's seat is held. */
  online: boolean;
}

/** A synced state that `GameRoom` can seat people in. */
export interface GameState {
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
export interface Secret extends Rng {
  /** Ticks since the room began. */
  tick: number;
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

/**
 * A game is a value of pure functions of (world, input, tick, rng). Server, client, bots, load
 * test and the contract suite all run this one object; none of them knows the game.
 */
export interface Game<
  W extends World = World,
  Input extends object = object,
  Options extends object = object,
> {
  /** Schema class of one input. */
  readonly Input: new () => Input;
  /** Forces an untrusted input into range, in place. */
  sanitize(input: Input): void;
  /** What the creator of a room may choose; parsed before a room exists. */
  readonly options: z.ZodMiniType<Options>;
  /** A fresh world. The same seed gives the same match. */
  create(seed: number, options: Options): W;
  join(world: W, seat: Seat): void;
  leave(world: W, id: string): void;
  /** One input of one seat = one step of that seat. */
  act(world: W, id: string, input: Input, sight: Sight): void;
  /** The step of a seat that sent nothing: counters run, nothing else happens. */
  idle(world: W, id: string): void;
  /** Once per tick, after the inputs: deadlines, match flow. Advances `secret.tick`. */
  tick(world: W): void;
  /** Fills `into` with what a bot in this seat would send, from what a player would see. */
  bot(state: W["state"], id: string, tick: number, into: Input): void;
  /** True when the current match has ended (the next may follow in the same room). */
  over(world: W): boolean;
  /** Throws if the world breaks a rule that must hold on every tick. For tests. */
  check(world: W): void;
}
