import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Requests of one connection that may wait for the answers before theirs. */
const WAITING_MAX = 16;

/**
 * One request of a connection at a time. Node hands over whatever a client pipelines at once, gives
 * those answers no socket until their turn, and tells none of them when the connection closes: what
 * somebody has opened for them, a file, stays open for ever.
 */
export class Turns {
  /** Answers that are due. */
  readonly #due = new WeakMap<Duplex, number>();

  /**
   * Calls `serve` when the answers before this one are finished, which may be now; never, once the
   * connection has closed. Closes a connection on which too many wait.
   */
  take({ socket }: IncomingMessage, response: ServerResponse, serve: () => void): void {
    if (this.#of(socket) > WAITING_MAX) return void socket.destroy();
    this.#count(socket, 1);
    // Never, where the connection closes first.
    response.once("close", () => this.#count(socket, -1));
    if (response.socket) {
      serve();
      return;
    }
    response.once("socket", () => {
      // Node still has to write what it owes, a 100 Continue.
      process.nextTick(() => {
        if (!response.destroyed && !socket.destroyed) serve();
      });
    });
  }

  /** Is any answer due on this connection? */
  isBusy(socket: Duplex): boolean {
    return this.#of(socket) > 0;
  }

  #of(socket: Duplex): number {
    return this.#due.get(socket) ?? 0;
  }

  #count(socket: Duplex, change: 1 | -1): void {
    this.#due.set(socket, this.#of(socket) + change);
  }
}
