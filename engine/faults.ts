import { type RoomException, ServerError } from "@colyseus/core";
import type { Log } from "./log.ts";

/** A loop that throws this often is broken; its room ends so that its players can be elsewhere. */
const LOOP_FAULTS_MAX = 5;
const LOOP = new Set(["step", "setFixedTimestep", "setTimestep"]);
/** Hooks whose errors travel on to the client as a refusal. */
const REFUSING_HOOKS = new Set(["onAuth", "onCreate", "onJoin"]);

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
  readonly #log: Log;
  readonly #closeCode: number;
  #loopFaults = 0;
  #closing = false;

  constructor(room: FaultyRoom, log: Log, closeCode: number) {
    this.#room = room;
    this.#log = log;
    this.#closeCode = closeCode;
  }

  /** Everything that Colyseus catches for a room, by the method that threw. */
  report(error: RoomException, where: string): void {
    const cause = error.cause ?? error;
    if (cause instanceof ServerError && REFUSING_HOOKS.has(where)) return;
    this.#write(cause, where);
    if (LOOP.has(where)) this.#countLoopFault();
  }

  #countLoopFault(): void {
    this.#loopFaults++;
    if (this.#loopFaults < LOOP_FAULTS_MAX || this.#closing) return;
    this.#closing = true;
    this.#room.disconnect(this.#closeCode).catch((error) => this.#write(error, "disconnect"));
  }

  #write(cause: unknown, where: string): void {
    const { roomId, roomName } = this.#room;
    this.#log.error({ err: cause, where, roomId, roomName }, "room fault");
  }
}
