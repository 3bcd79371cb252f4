import type { Room } from "@colyseus/core";

/** The private member of Colyseus that writes the input sections of the join handshake. */
interface InputController {
  room: unknown;
}

/**
 * Tells joining clients the patch interval of a room whose `patchRate` is null because it patches
 * after each step. Without it the SDK guesses the interval and draws the first motion after a pause
 * as a long crawl. The handshake reads `room.patchRate`, so it gets a view of the room that has one.
 */
export function advertisePatchRate(room: Room, intervalMs: number): void {
  const controller = (room as unknown as { _inputController?: InputController })._inputController;
  if (!controller) return;
  controller.room = {
    patchRate: intervalMs,
    clock: room.clock,
    _timelineMode: () => (room as unknown as { _timelineMode(): unknown })._timelineMode(),
  };
}
