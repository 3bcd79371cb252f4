import { defineRoom, type Room } from "@colyseus/core";
import { reserveState } from "../engine/encoder.ts";
import { preparePlugins } from "../engine/plugins.ts";
import type { GameId } from "../schema/games.ts";
import { ArenaRoom } from "./ArenaRoom.ts";
import type { Deps } from "./deps.ts";
import { withEntry } from "./entry.ts";
import { LobbyRoom } from "./LobbyRoom.ts";

/** 100 players with the longest names, 32 watchers and their one view are 20 kB. */
const STATE_MAX_BYTES = 64 * 1024;

/** Every room type of the app, with its outside world: a new game is a new line. */
export function rooms(deps: Deps) {
  reserveState(STATE_MAX_BYTES);
  return {
    lobby: room(LobbyRoom, deps),
    arena: room(ArenaRoom, deps, "arena"),
  } satisfies Record<GameId | "lobby", unknown>;
}

function room<R extends new () => Room>(roomClass: R, deps: Deps, game?: GameId) {
  const entered = withEntry(roomClass, deps, game);
  preparePlugins(entered);
  // Server-side options win over the client's, so nobody can send deps of their own.
  const handler = defineRoom(entered, { deps } as never);
  if (!game) return handler;
  // Set by the room: a watcher is a client too, so Colyseus' own count says nothing about seats.
  handler.filterBy(["open" as never]);
  return handler.enableRealtimeListing();
}
