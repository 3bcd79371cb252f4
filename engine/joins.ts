import { type Client, ClientState, Protocol, type Room } from "@colyseus/core";
import { CODE_MASK } from "./frames.ts";

/** The private members of a room that take a client's frames and see it go. */
interface Receiving {
  _onMessage(client: Client, frame: Uint8Array): void;
  _onLeave(client: Client, code?: number): Promise<unknown>;
}

/** The JOINs that wait for the next patch. */
export interface JoinQueue {
  /** A frame of a client: JOIN waits, any other is delivered. */
  take(client: Client, frame: Uint8Array): void;
  /** Delivers the JOIN of one client, if it waits. */
  admit(client: Client): boolean;
  /** Delivers all that wait; to be called after every patch. */
  admitAll(): void;
}

/** @param deliver answers a JOIN with the full state */
export function joinQueue(deliver: (client: Client, frame: Uint8Array) => void): JoinQueue {
  const waiting = new Map<Client, Uint8Array>();
  const admit = (client: Client): boolean => {
    const frame = waiting.get(client);
    if (!frame || !waiting.delete(client) || client.state !== ClientState.JOINING) return false;
    deliver(client, frame);
    return true;
  };
  return {
    take(client, frame) {
      const isJoin = ((frame[0] ?? 0) & CODE_MASK) === Protocol.JOIN_ROOM;
      // A copy: the transport uses its buffers again.
      if (isJoin && client.state === ClientState.JOINING) waiting.set(client, frame.slice());
      else deliver(client, frame);
    },
    admit,
    admitAll() {
      if (waiting.size === 0) return;
      for (const client of [...waiting.keys()]) {
        // All that its view shows was in the full state: sent again it would undo what happens until
        // then. Whoever shares the view has just got it with the patch.
        if (admit(client)) client.view?.changes.clear();
      }
    },
  };
}

/**
 * Answers JOIN with the full state right after a patch, and with nothing between the two. Stock
 * answers at once, while changes wait for their patch: the newcomer gets them twice, and an array of
 * which an item was pushed and another shifted is another one from then on. It also encodes the full
 * state anew for each of them; here all who come in one tick share it.
 * @returns to be called after every patch
 */
export function holdJoins(room: Room): () => void {
  const receiving = room as unknown as Receiving;
  const { _onMessage, _onLeave } = receiving;
  const queue = joinQueue((client, frame) => _onMessage.call(room, client, frame));
  receiving._onMessage = queue.take;
  receiving._onLeave = (client, code) => {
    // Or a line that broke within a tick of its JOIN would count as one that never joined, and the
    // seat would not be held.
    queue.admit(client);
    return _onLeave.call(room, client, code);
  };
  return queue.admitAll;
}
