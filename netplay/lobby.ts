import type { Room } from "colyseus.js";
import { z } from "zod/mini";
import { type GameId, isGameId } from "../schema/games.ts";
import { type JoinOptions, listing, ONLINE } from "../schema/messages.ts";
import { type JoinFailure, joinFailure } from "./status.ts";

/** A line of the lobby's list. */
export interface OpenRoom {
  readonly roomId: string;
  readonly game: GameId;
  /** People seated, without bots. */
  readonly players: number;
  readonly bots: number;
  readonly seats: number;
  /** The game's own id for what is going on: "playing", "over". */
  readonly phase: string;
  readonly full: boolean;
}

/** Whether the list is live. While offline the watcher keeps trying, unless `failure` is final. */
export type LobbyStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "offline"; readonly failure: JoinFailure };

/** What Colyseus' lobby sends: all rooms; one added or changed; one gone. */
export type LobbyMessage = "rooms" | "+" | "-";

const cache = z.object({
  roomId: z.string(),
  name: z.string().check(z.refine(isGameId)),
  clients: z.number(),
  maxClients: z.nullish(z.number()),
  locked: z.nullish(z.boolean()),
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
  const { roomId, name, clients, maxClients, locked, metadata } = parsed.data;
  const { players, bots, seats, phase } = metadata;
  const full = locked === true || clients >= (maxClients ?? Number.POSITIVE_INFINITY);
  return [{ roomId, game: name as GameId, players, bots, seats, phase, full }];
}

export interface LobbyWatch {
  /** Tries again at once, for a page that learnt that the network is back. */
  retryNow(): void;
  stop(): void;
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
const FINAL: readonly JoinFailure[] = ["join/version_mismatch", "join/bad_options"];

/** Keeps a live list of the server's rooms, through drops and restarts of the server. */
export function watchLobby(options: LobbyOptions): LobbyWatch {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let room: Room | undefined;
  let failures = 0;
  let refused = false;

  async function connect(): Promise<void> {
    options.onStatus({ kind: "connecting" });
    try {
      const { join, token } = await options.pass(refused);
      options.client.http.authToken = token;
      const joined = await options.client.joinOrCreate("lobby", join);
      if (stopped) return void joined.leave();
      room = joined;
      follow(joined);
    } catch (error) {
      if (!stopped) offline(joinFailure(error).id);
    }
  }

  function follow(joined: Room): void {
    // A fresh join brings the whole list, a reconnection would not.
    joined.reconnection.enabled = false;
    let rooms: readonly OpenRoom[] = [];
    for (const type of ["rooms", "+", "-"] as const) {
      joined.onMessage(type, (payload: unknown) => {
        rooms = listRooms(rooms, type, payload);
        if (type === "rooms") live();
        options.onRooms(rooms);
      });
    }
    joined.onMessage(ONLINE, (count: unknown) => {
      if (typeof count === "number") options.onOnline(count);
    });
    joined.onLeave(() => {
      room = undefined;
      if (!stopped) offline("join/unreachable");
    });
  }

  function live(): void {
    failures = 0;
    refused = false;
    options.onStatus({ kind: "live" });
  }

  function offline(failure: JoinFailure): void {
    options.onStatus({ kind: "offline", failure });
    if (FINAL.includes(failure)) return;
    refused = failure === "join/no_identity";
    const backoff = Math.min(RETRY_MIN_MS * 2 ** failures++, RETRY_MAX_MS);
    // Spread out: all lobbies lose a restarting server in the same instant.
    timer = setTimeout(start, backoff * (0.75 + Math.random() / 2));
  }

  function start(): void {
    timer = undefined;
    void connect();
  }

  start();
  return {
    retryNow() {
      if (timer === undefined) return;
      clearTimeout(timer);
      start();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      void room?.leave();
    },
  };
}
