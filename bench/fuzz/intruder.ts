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
const CODE_MASK = 0x1f;

/** A client of a room in this process, without a socket: its frames go where a transport puts them. */
export interface Intruder {
  readonly sessionId: string;
  /** Close code, once the room has sent it away. */
  readonly closed: number | undefined;
  /** Frames that it was sent, by their code. */
  readonly received: Readonly<Record<number, number>>;
  send(frame: Buffer): void;
}

let joined = 0;

/** Joins, up to the first state. Takes a seat without the matchmaker, which would count how often one comes. */
export async function intrude(room: Room, auth: object): Promise<Intruder> {
  const sessionId = `intruder-${joined++}`;
  const socket = new EventEmitter();
  const received: Record<number, number> = {};
  let closed: number | undefined;
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const client = {
    sessionId,
    id: sessionId,
    ref: socket,
    state: ClientState.JOINING,
    readyState: OPEN,
    _enqueuedMessages: [],
    raw(bytes: Uint8Array) {
      const code = (bytes[0] as number) & CODE_MASK;
      received[code] = (received[code] ?? 0) + 1;
      if (code === Protocol.ROOM_STATE) arrive();
    },
    send: (type: string, message: unknown) =>
      client.enqueueRaw(getMessageBytes.raw(Protocol.ROOM_DATA, type, message)),
    enqueueRaw: (bytes: Uint8Array, options?: object) =>
      enqueueClientRaw(client as never, bytes, options),
    error: (code: number, message = "") =>
      client.raw(getMessageBytes[Protocol.ERROR](code, message)),
    leave(code = 1000) {
      closed = code;
      socket.emit("close", code);
    },
  };
  const inner = room as unknown as { _reserveSeat(...given: unknown[]): Promise<boolean> };
  const identity = { id: sessionId, device: sessionId, name: "X", hue: 0, watch: false, ...auth };
  if (!(await inner._reserveSeat(sessionId, {}, identity))) throw new Error("no seat");
  await connectClientToRoom(room, client as never, {} as never, {});
  socket.emit("message", Buffer.of(Protocol.JOIN_ROOM));
  // A room may let the state wait for its next patch; until then it queues what it answers.
  await arrived;
  return {
    sessionId,
    get closed() {
      return closed;
    },
    received,
    send: (frame) => void socket.emit("message", frame),
  };
}
