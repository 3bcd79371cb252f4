import { EventEmitter } from "node:events";
import {
  ClientState,
  connectClientToRoom,
  enqueueClientRaw,
  getMessageBytes,
  Protocol,
  type Room,
} from "@colyseus/core";

const OPEN = 1;
const NORMAL_CLOSURE = 1000;

/** Who enters, and what becomes of it. */
export interface Entrant {
  readonly sessionId: string;
  /** Claims that nobody has checked. */
  readonly auth: unknown;
  /** Called with each frame that the room sends. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** Called when the room sends it away. */
  readonly onClose: (code: number) => void;
}

/** The private member of Colyseus that gives a seat without the matchmaker. */
interface Reserving {
  _reserveSeat(sessionId: string, options: unknown, auth: unknown): Promise<boolean>;
}

/**
 * Joins a room of this process without a socket and without the matchmaker, which would count how
 * often one comes. For tools that put frames straight where a transport does: fuzzers.
 * @returns sends a frame
 */
export async function enterSocketless(
  room: Room,
  { sessionId, auth, onFrame, onClose }: Entrant,
): Promise<(frame: Buffer) => void> {
  const socket = new EventEmitter();
  const client = {
    sessionId,
    id: sessionId,
    ref: socket,
    state: ClientState.JOINING,
    readyState: OPEN,
    _enqueuedMessages: [],
    raw: onFrame,
    send: (type: string, message: unknown) =>
      client.enqueueRaw(getMessageBytes.raw(Protocol.ROOM_DATA, type, message)),
    enqueueRaw: (bytes: Uint8Array, options?: object) =>
      enqueueClientRaw(client as never, bytes, options),
    error: (code: number, message = "") => onFrame(getMessageBytes[Protocol.ERROR](code, message)),
    leave(code = NORMAL_CLOSURE) {
      onClose(code);
      socket.emit("close", code);
    },
  };
  const seat = (room as unknown as Reserving)._reserveSeat(sessionId, {}, auth);
  if (!(await seat)) throw new Error("no seat");
  await connectClientToRoom(room, client as never, {} as never, {});
  socket.emit("message", Buffer.of(Protocol.JOIN_ROOM));
  return (frame) => void socket.emit("message", frame);
}
