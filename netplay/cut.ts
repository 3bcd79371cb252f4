import type { Room } from "colyseus.js";

/** Of the SDK's transport, with the socket of the `ws` package. */
interface Cuttable {
  readonly ws?: { terminate?(): void };
}

/**
 * Breaks a room's line as a network does: no close frame, so that both ends see code 1006, the server
 * holds the seat and the SDK comes back. Only where the SDK uses the `ws` package: a browser's socket
 * cannot be broken.
 * @returns whether there was a line to break
 */
export function cutLine(room: Room): boolean {
  const { transport } = room.connection;
  const { ws } = transport as unknown as Cuttable;
  if (!transport.isOpen || !ws?.terminate) return false;
  ws.terminate();
  return true;
}
