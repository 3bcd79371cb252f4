import type { Room } from "colyseus.js";
import { z } from "zod/mini";
import { type GameId, isGameId } from "../schema/games.ts";
import { type JoinOptions, listing, ONLINE } from "../schema/messages.ts";
import { type JoinFailure, joinFailure, wantsIdentity } from "./status.ts";

/** A line of the lobby's list. */
export interface OpenRoom {
  readonly roomId: string;
  readonly game: GameId;
  /** People seated, without bots. */
  readonly players: number;
  readonly bots: number;
  readonly seats: number;
  readonly watchers: number;
  /** The game's own id for what is going on: "playing", "over". */
  readonly phase: string;
  /** What else tells the game's rooms apart: `{ map: "pit", mode: "teams" }`. */
  readonly facts: Readonly<Record<string, string>>;
  /** People hold every seat. */
  readonly full: boolean;
  /** There is a place to watch from. */
  readonly watchable: boolean;
}

/** Whether the list is live. While offline the watch keeps trying, unless the failure is final. */
export type LobbyStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "offline"; readonly failure: JoinFailure };

/** What Colyseus' lobby sends: all rooms; one added or changed; one gone. */
export type LobbyMessage = "rooms" | "+" | "-";

const cache = z.object({
  roomId: z.string(),
  name: z.string().check(z.refine(isGameId)),
  locked: z.nullish(z.boolean()),
  /** Seats and places to watch from. */
  maxClients: z.number(),
  metadata: listing,
});

/**
 * The list after one message. Rooms keep their places, so that a list that changes under the
 * pointer does not make it join another room; what is no game of this build is left out.
 */
export function listRooms(
  rooms: readonly OpenRoom[],
  type: LobbyMessage,
  payload: unknown,
): readonly OpenRoom[] {
  if (type === "rooms") return Array.isArray(payload) ? payload.flatMap(readRoom) : rooms;
  const [roomId, entry] = Array.isArray(payload) ? payload : [payload];
  if (type === "-") return rooms.filter((room) => room.roomId !== roomId);
  const [changed] = readRoom(entry);
  if (!changed) return rooms.filter((room) => room.roomId !== roomId);
  const known = rooms.some((room) => room.roomId === roomId);
  if (!known) return [...rooms, changed];
  return rooms.map((room) => (room.roomId === roomId ? changed : room));
}

function readRoom(entry: unknown): OpenRoom[] {
  const parsed = cache.safeParse(entry);
  if (!parsed.success) return [];
  const { roomId, name, locked, maxClients, metadata } = parsed.data;
  const { players, bots, seats, watchers, phase, facts } = metadata;
  const full = locked === true || players >= seats;
  const watchable = locked !== true && watchers < maxClients - seats;
  const game = name as GameId;
  return [{ roomId, game, players, bots, seats, watchers, phase, facts, full, watchable }];
}

export interface LobbyOptions {
  /** The part of the SDK's client that is used. */
  readonly client: {
    readonly http: { authToken: string | undefined };
    joinOrCreate(name: string, options: JoinOptions): Promise<Room>;
  };
  /** Who joins; asked anew for each attempt. `refused` is true after the identity was refused. */
  readonly pass: (refused: boolean) => Promise<{ join: JoinOptions; token: string }>;
  readonly onRooms: (rooms: readonly OpenRoom[]) => void;
  readonly onOnline: (count: number) => void;
  readonly onStatus: (status: LobbyStatus) => void;
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 5000;
/** Asking again does not help: the page must change. */
const FINAL: readonly JoinFailure[] = ["join/version_mismatch", "join/bad_options", "join/barred"];

/** Keeps a live list of the server's rooms, through drops and restarts of the server. */
export class LobbyWatch {
  readonly #options: LobbyOptions;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #room: Room | undefined;
  #failures = 0;
  #refused = false;

  constructor(options: LobbyOptions) {
    this.#options = options;
    void this.#connect();
  }

  /** Tries again at once, for a page that learnt that the network is back. */
  retryNow(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    void this.#room?.leave();
  }

  async #connect(): Promise<void> {
    const { client, pass, onStatus } = this.#options;
    this.#timer = undefined;
    onStatus({ kind: "connecting" });
    try {
      const { join, token } = await pass(this.#refused);
      client.http.authToken = token;
      const room = await client.joinOrCreate("lobby", join);
      if (this.#stopped) void room.leave();
      else this.#follow(room);
    } catch (error) {
      this.#offline(joinFailure(error).id);
    }
  }

  #follow(room: Room): void {
    this.#room = room;
    // A fresh join brings the whole list, a reconnection would not.
    room.reconnection.enabled = false;
    let rooms: readonly OpenRoom[] = [];
    for (const type of ["rooms", "+", "-"] as const) {
      room.onMessage(type, (payload: unknown) => {
        rooms = listRooms(rooms, type, payload);
        if (type === "rooms") this.#live();
        this.#options.onRooms(rooms);
      });
    }
    room.onMessage(ONLINE, (count: unknown) => {
      if (typeof count === "number") this.#options.onOnline(count);
    });
    room.onLeave(() => {
      this.#room = undefined;
      this.#offline("join/unreachable");
    });
  }

  #live(): void {
    this.#failures = 0;
    this.#refused = false;
    this.#options.onStatus({ kind: "live" });
  }

  #offline(failure: JoinFailure): void {
    if (this.#stopped) return;
    this.#options.onStatus({ kind: "offline", failure });
    if (FINAL.includes(failure)) return;
    this.#refused = wantsIdentity(failure);
    const backoff = Math.min(RETRY_MIN_MS * 2 ** this.#failures++, RETRY_MAX_MS);
    // Spread out: all lobbies lose a restarting server in the same instant.
    this.#timer = setTimeout(() => void this.#connect(), backoff * (0.75 + Math.random() / 2));
  }
}
