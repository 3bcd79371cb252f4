import type { Room } from "colyseus.js";
import { lineOf, type TrafficTap } from "./line.ts";

export type { TrafficTap };

/**
 * Reports every frame of a room to `tap` as it passes the socket, through reconnections, until the
 * room is left. What was sent before (of a room that has been returned: handshake and first state)
 * has passed by then; see `SteppedClient`.
 * @returns the stop
 */
export function tapTraffic(room: Room, tap: TrafficTap): () => void {
  return lineOf(room).tap(tap);
}
