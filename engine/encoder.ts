import { Encoder } from "@colyseus/schema";

/**
 * Makes room for the full state of the largest room; call before any room exists. A full state that
 * is larger than the encoder's buffer reaches a client with a view corrupt: 322 of 600 players.
 * @param bytes of the largest full state, with what one view adds to it; two buffers per room
 */
export function reserveState(bytes: number): void {
  Encoder.BUFFER_SIZE = Math.max(Encoder.BUFFER_SIZE, bytes);
}
