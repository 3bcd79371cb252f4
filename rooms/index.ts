import { defineRoom, type Room } from "@colyseus/core";
import { reserveState } from "../engine/encoder.ts";
import { reportFaults } from "../engine/faults.ts";
import { GAMES, type GameId } from "../schema/games.ts";
import { CLOSE } from "../schema/messages.ts";
import { ArenaRoom } from "./ArenaRoom.ts";
import { BotBudget } from "./bots.ts";
import type { Deps } from "./deps.ts";
import { type EntryRules, withEntry } from "./entry.ts";
import { LobbyRoom } from "./LobbyRoom.ts";
import { Openings } from "./openings.ts";

/** Every room type of the app, with its outside world: a new game is a new line. */
export function rooms(deps: Deps) {
  reserveState(Math.max(...Object.values(GAMES).map(({ stateBytes }) => stateBytes)));
  const openings = new Openings(deps);
  const bots = new BotBudget(deps.limits.bots);
  return {
    lobby: room(LobbyRoom, deps, {}),
    arena: room(ArenaRoom, { ...deps, bots }, { game: "arena", openings }),
  } satisfies Record<GameId | "lobby", unknown>;
}

function room<R extends new () => Room, D extends Deps>(roomClass: R, deps: D, rules: EntryRules) {
  const entered = withEntry(roomClass, deps, rules);
  const { log, counts, limits } = deps;
  reportFaults(entered, {
    log,
    closeCode: CLOSE.roomFailed,
    violationsMax: limits.violations,
    tally: counts.faults,
  });
  // Server-side options win over the client's, so nobody can send deps of their own.
  const handler = defineRoom(entered, { deps } as never);
  if (!rules.game) return handler;
  // Set by the room: a watcher is a client too, so Colyseus' own count says nothing about seats.
  handler.filterBy(["open" as never]);
  return handler.enableRealtimeListing();
}
