import { logger, type Room, type RoomException, ServerError } from "@colyseus/core";
import type { Log } from "./log.ts";
import type { Tally } from "./tally.ts";

/** What a player, or whoever wants to be one, is told of a fault of ours: nothing but that. */
export const FAULT = "room/fault";
const FAULT_STATUS = 500;

/** A loop that throws this often is broken; its room ends so that its players can be elsewhere. */
const LOOP_FAULTS_MAX = 5;
const LOOP = new Set([
  "step",
  "setFixedTimestep",
  "setTimestep",
  "onBeforePatch",
  "broadcastPatch",
]);

export interface FaultSettings {
  readonly log: Log;
  /** WebSocket close code of a room whose loop is broken. */
  readonly closeCode: number;
  /** Messages of one client that the room does not understand, until it is sent away. 20 by default. */
  readonly violationsMax?: number | undefined;
  /** Counts what rooms throw, by the method that threw. */
  readonly tally?: Tally | undefined;
}

/** A page of another build sends a few. */
const VIOLATIONS_MAX = 20;

interface FaultyRoom {
  readonly roomId: string;
  readonly roomName: string;
  disconnect(code?: number): Promise<unknown>;
}

/**
 * Counts and reports what a room throws, and closes the room when its loop cannot run. Stock
 * Colyseus stops the whole process, and every room in it, on the first throw of a handler or tick.
 */
export class Faults {
  readonly #room: FaultyRoom;
  readonly #settings: FaultSettings;
  #count = 0;
  #loopFaults = 0;
  #closing = false;

  constructor(room: FaultyRoom, settings: FaultSettings) {
    this.#room = room;
    this.#settings = settings;
  }

  /** Everything that was caught so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Everything that is caught for a room, by the method that threw.
   * @param fields more of what an operator wants to know
   */
  report(cause: unknown, where: string, fields: object = {}): void {
    this.#count++;
    this.#settings.tally?.add(where);
    this.#write(cause, where, fields);
    if (LOOP.has(where)) this.#countLoopFault();
  }

  get violationsMax(): number {
    return this.#settings.violationsMax ?? VIOLATIONS_MAX;
  }

  /** What a client did to a room that no client of ours does. */
  warn(fields: object, message: string): void {
    const { roomId } = this.#room;
    this.#settings.log.warn({ ...fields, roomId }, message);
  }

  #countLoopFault(): void {
    this.#loopFaults++;
    if (this.#loopFaults < LOOP_FAULTS_MAX || this.#closing) return;
    this.#closing = true;
    this.#close().catch((error) => {
      this.#closing = false;
      this.#write(error, "disconnect", {});
    });
  }

  /** Colyseus throws when the room is still being created. */
  async #close(): Promise<void> {
    await this.#room.disconnect(this.#settings.closeCode);
  }

  #write(err: unknown, where: string, fields: object): void {
    const { roomId, roomName } = this.#room;
    this.#settings.log.error({ err, where, roomId, roomName, ...fields }, "room fault");
  }
}

type RoomClass = (new () => Room) & { onAuth: typeof Room.onAuth };

const classes = new WeakMap<object, FaultSettings>();
const rooms = new WeakMap<object, Faults>();

/** For a room that nobody has given a log, Colyseus' own. */
const UNSET: FaultSettings = {
  log: {
    debug: () => {},
    info: () => {},
    warn: (_fields, message) => logger.warn(message),
    error: ({ err, where }: { err?: unknown; where?: string }, message) =>
      logger.error(`${message} in ${where}: ${(err as Error | undefined)?.stack ?? err}`),
  },
  closeCode: 4000,
};

/** Settings of all rooms of a class, so that what they throw while being created is in the log. */
export function reportFaults(roomClass: new () => Room, settings: FaultSettings): void {
  classes.set(roomClass, settings);
  const guarded = roomClass as RoomClass;
  const { onAuth } = guarded;
  guarded.onAuth = async (...given) => {
    try {
      return await onAuth.apply(guarded, given);
    } catch (error) {
      if (error instanceof ServerError) throw error;
      settings.tally?.add("static onAuth");
      settings.log.error({ err: error, where: "static onAuth" }, "room fault");
      throw fault();
    }
  };
}

/** What becomes of a room's exceptions; `settings` count when its class has none. */
export function faultsOf(room: Room, settings?: FaultSettings): Faults {
  const known = rooms.get(room);
  if (known) return known;
  const given = classes.get(room.constructor) ?? settings;
  const faults = new Faults(room, given ?? UNSET);
  if (given) rooms.set(room, faults);
  return faults;
}

/** What a hook that fails tells its client: stock sends the exception's own text. */
export const fault = (): ServerError => new ServerError(FAULT_STATUS, FAULT);

/** What Colyseus wraps exceptions in. */
export const causeOf = (error: RoomException): unknown => error.cause ?? error;
