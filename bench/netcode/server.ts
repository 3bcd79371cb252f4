import { matchMaker, type Room } from "@colyseus/core";
import type { ArenaState } from "../../schema/arena/state.ts";
import { start } from "../../server/start.ts";
import { type Ask, answer, type Spot } from "./desk.ts";
import { ahead, trueNow } from "./truth.ts";

// The real server, which also tells its parent what no client can know.

/** Between two looks at the players who must not be hurt: shorter than a tick. */
const HEAL_MS = 8;
const FULL_HP = 100;

const wallClock = Date.now;
let moved = 0;
Date.now = () => wallClock() + moved;

const staged = new Set<Room>();
const lateness = new Map<Room, number>();

answer(
  {
    post: (message) => void process.send?.(message),
    listen: (to) => void process.on("message", to),
  },
  handle,
);
setInterval(() => staged.forEach(heal), HEAL_MS);
await start(process.env);

function handle(ask: Ask): unknown {
  switch (ask.name) {
    case "stage":
      return stage(roomOf(ask.args[0]), ask.args[1]);
    case "origin":
      return originOf(roomOf(ask.args[0]));
    case "lateness":
      return latenessOf(roomOf(ask.args[0]));
    case "wall":
      moved += ask.args[0];
      return undefined;
    default:
      throw new Error(`not the server's: ${ask.name}`);
  }
}

function roomOf(id: string): Room {
  const room = matchMaker.getLocalRoomById(id);
  if (!room) throw new Error(`no room ${id}`);
  return room as Room;
}

function stage(room: Room, places: Readonly<Record<string, Spot>>): void {
  const { players } = room.state as ArenaState;
  for (const [id, spot] of Object.entries(places)) players.get(id)?.assign({ ...spot });
  staged.add(room);
  watchPatches(room);
}

/** Nobody falls, nobody is protected, and nothing lies about that would change how one moves. */
function heal(room: Room): void {
  const state = room.state as ArenaState;
  if (state.pickups !== 0) state.pickups = 0;
  for (const player of state.players.values()) {
    if (player.hp !== FULL_HP) player.hp = FULL_HP;
    if (player.shield !== 0) player.shield = 0;
  }
}

function originOf({ clock }: Room): number {
  return ahead(() => performance.now()) + clock.currentTime - clock.elapsedTime;
}

function watchPatches(room: Room): void {
  if (lateness.has(room)) return;
  lateness.set(room, 0);
  const origin = originOf(room);
  const broadcast = room.broadcastPatch.bind(room);
  room.broadcastPatch = () => {
    const late = trueNow() - origin - room.clock.elapsedTime;
    lateness.set(room, Math.max(late, lateness.get(room) ?? 0));
    return broadcast();
  };
}

function latenessOf(room: Room): number {
  const most = lateness.get(room) ?? 0;
  lateness.set(room, 0);
  return most;
}
