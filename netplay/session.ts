import type { Client, Room } from "colyseus.js";
import type { GameId } from "../schema/games.ts";
import { type HostRequest, IDLE, type JoinOptions } from "../schema/messages.ts";
import { watchClock } from "./clock.ts";
import { type StateWatch, watchState } from "./desync.ts";
import { type Answer, type AnyOptions, askGame, askHost, askSeat } from "./requests.ts";
import { type Ending, endingOf, JoinError, joinFailure, type Status } from "./status.ts";

/** How to get into a room. `options` are the game's own room options, read on creation only. */
export type Entry =
  | { readonly kind: "quick"; readonly game: GameId; readonly options?: object }
  | { readonly kind: "create"; readonly game: GameId; readonly options?: object }
  | { readonly kind: "room"; readonly roomId: string; readonly watch?: boolean }
  /** A seat of this tab that may still be held, by its reconnection token. */
  | { readonly kind: "seat"; readonly token: string };

/**
 * The last seat of a room may go to somebody else between the answer and the connection; then
 * another room is sought. With 5 tries, 24 of 200 who came within 0.2 s found none.
 */
const QUICK_TRIES = 10;

/**
 * 0.2 + 0.4 + 0.8 + 1.6 + 25 × 2 s ≈ 53 s: as long as a server holds the seat by default, less the
 * waits. One that holds it for longer gives it to whoever comes back to the page.
 */
const RETRIES = 29;
const RETRY_MAX_MS = 2000;
/** A room that sends no state within this time is not going to. */
const FIRST_STATE_MS = 10_000;
/** Round trips that are looked at together, one every 2 s. */
const PINGS = 3;

/**
 * Joins a room and waits for its first state.
 * @param identity guest token; it travels as a bearer token, never in local storage
 * @throws JoinError with a stable id
 */
export async function enter<State>(
  client: Client,
  entry: Entry,
  join: JoinOptions,
  identity: string,
): Promise<Session<State>> {
  client.http.authToken = identity;
  for (let tries = entry.kind === "quick" ? QUICK_TRIES : 1; ; tries--) {
    try {
      return await enterOnce<State>(client, entry, join);
    } catch (error) {
      const failure = joinFailure(error);
      if (failure.id !== "join/full" || tries <= 1) throw failure;
    }
  }
}

async function enterOnce<State>(
  client: Client,
  entry: Entry,
  join: JoinOptions,
): Promise<Session<State>> {
  return settle(await matchmake<State>(client, entry, join));
}

/**
 * Sees a room that has just been joined, however, to its first state: any room of any Colyseus
 * server. One without a state is whole at once.
 */
export async function settle<State>(room: Room<any, State>): Promise<Session<State>> {
  tuneReconnection(room);
  // Before the first state: the first question may come right behind it.
  const stateWatch = hasState(room) ? watchState(room) : NO_STATE;
  if (hasState(room)) {
    await firstState(room).catch((error) => {
      // Or the seat would stay taken by nobody.
      void room.leave(true);
      throw error;
    });
  }
  return new Session<State>(room, stateWatch);
}

function matchmake<State>(
  client: Client,
  entry: Entry,
  join: JoinOptions,
): Promise<Room<any, State>> {
  switch (entry.kind) {
    case "quick":
      return client.joinOrCreate<State>(entry.game, { ...entry.options, ...join, open: true });
    case "create":
      return client.create<State>(entry.game, { ...entry.options, ...join });
    case "room":
      return client.joinById<State>(entry.roomId, { ...join, watch: entry.watch ?? false });
    case "seat":
      return client.reconnect<State>(entry.token);
  }
}

const NO_STATE: StateWatch = { counts: { checks: 0, differences: 0 } };
/** The serializer of rooms without a state, as Colyseus names it. */
const STATELESS = "none";
const hasState = (room: Room): boolean => room.serializerId !== STATELESS;

function tuneReconnection(room: Room): void {
  // The SDK gives up on a drop within 5 s of joining; a player who just joined wants back as much.
  room.reconnection.minUptime = 0;
  room.reconnection.maxRetries = RETRIES;
  room.reconnection.maxDelay = RETRY_MAX_MS;
}

function firstState(room: Room): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new JoinError("join/unreachable")), FIRST_STATE_MS);
    const onLeave = (code: number) => fail(new Error(`closed ${code} before the first state`));
    function fail(error: Error) {
      clearTimeout(timer);
      reject(error);
    }
    room.onLeave(onLeave);
    room.onStateChange.once(() => {
      clearTimeout(timer);
      room.onLeave.remove(onLeave);
      resolve();
    });
  });
}

/** One player's stay in one room, through drops and reconnections, until it ends. */
export class Session<State = any> {
  readonly room: Room<any, State>;
  /** How often the state was compared with the server's, and differed. */
  readonly stateWatch: StateWatch;
  #status: Status = { kind: "playing" };
  #listeners = new Set<(status: Status) => void>();
  #tokens = new Set<(token: string) => void>();
  #idlers = new Set<(seconds: number) => void>();
  #pingers = new Set<(ms: number) => void>();
  #quitting = false;
  #pings: readonly number[] = [];
  #stopClock: () => void;

  constructor(room: Room<any, State>, stateWatch: StateWatch) {
    this.room = room;
    this.stateWatch = stateWatch;
    this.#stopClock = watchClock(room, (ms) => {
      // The smallest of the last few: a busy page makes a ping look late, never early.
      this.#pings = [...this.#pings, Math.ceil(ms)].slice(-PINGS);
      for (const listener of this.#pingers) listener(ms);
    });
    room.onMessage(IDLE, (seconds: unknown) => {
      if (typeof seconds === "number") for (const listener of this.#idlers) listener(seconds);
    });
    room.onDrop(() => this.#dropped());
    room.onReconnect(() => this.#returned());
    room.onLeave((code, reason) => this.#ended(endingOf(code), reason));
  }

  get status(): Status {
    return this.#status;
  }

  /** Round trip of the bare socket, in whole ms, the smallest of a few; 0 until known. */
  get ping(): number {
    return this.#pings.length > 0 ? Math.min(...this.#pings) : 0;
  }

  /** Calls `listener` with every new status; returns the unsubscribe. */
  onStatus(listener: (status: Status) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` with the current reconnection token and with each later one. */
  onToken(listener: (token: string) => void): () => void {
    this.#tokens.add(listener);
    listener(this.room.reconnectionToken);
    return () => this.#tokens.delete(listener);
  }

  /**
   * Calls `listener` with the seconds until doing nothing costs the seat, once each second; with 0
   * when that is over, one way or the other. Returns the unsubscribe.
   */
  onIdle(listener: (seconds: number) => void): () => void {
    this.#idlers.add(listener);
    return () => this.#idlers.delete(listener);
  }

  /** Calls `listener` with every round trip of the bare socket, in ms; returns the unsubscribe. */
  onPing(listener: (ms: number) => void): () => void {
    this.#pingers.add(listener);
    return () => this.#pingers.delete(listener);
  }

  /** Takes a seat, or leaves it to watch; answers whether one plays now. */
  seat(play: boolean): Promise<Answer<boolean>> {
    return askSeat(this.room, play);
  }

  /** Asks what only the host may; answers the room's options as they are then. */
  host(request: HostRequest): Promise<Answer<AnyOptions>> {
    return askHost(this.room, request);
  }

  /** Tells the game a wish that is no input. */
  command(payload: unknown): Promise<Answer<unknown>> {
    return askGame(this.room, payload);
  }

  /**
   * Leaves for good. While reconnecting, `room.leave()` alone would be lost and the SDK would come
   * back later, so retries are stopped and a late return is answered with a consented leave.
   */
  async quit(): Promise<void> {
    if (this.#status.kind === "ended") return;
    this.#quitting = true;
    this.room.reconnection.enabled = false;
    this.room.reconnection.maxRetries = 0;
    const leaving = this.#status.kind === "playing" ? this.room.leave(true) : undefined;
    this.#ended("left");
    await leaving;
  }

  #dropped(): void {
    // Fires again for each failed attempt, so it only ever restates where we are.
    if (this.#quitting) return;
    const attempt = Math.max(1, this.room.reconnection.retryCount + 1);
    this.#set({ kind: "reconnecting", attempt: Math.min(attempt, RETRIES), attempts: RETRIES });
  }

  #returned(): void {
    if (this.#quitting) {
      void this.room.leave(true);
      return;
    }
    this.#set({ kind: "playing" });
    // Inside onReconnect the SDK still holds the old token; it writes the new one right after.
    queueMicrotask(() => {
      for (const listener of this.#tokens) listener(this.room.reconnectionToken);
    });
  }

  #ended(ending: Ending, reason = ""): void {
    this.#stopClock();
    this.#set({ kind: "ended", ending, reason });
  }

  #set(status: Status): void {
    if (this.#status.kind === "ended") return;
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
