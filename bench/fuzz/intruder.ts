import { Protocol, type Room } from "@colyseus/core";
import { CODE_MASK } from "../../engine/frames.ts";
import { enterSocketless } from "../../engine/socketless.ts";

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

/** Joins, up to the first state. */
export async function intrude(room: Room, auth: object): Promise<Intruder> {
  const sessionId = `intruder-${joined++}`;
  const received: Record<number, number> = {};
  let closed: number | undefined;
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const send = await enterSocketless(room, {
    sessionId,
    auth: { id: sessionId, device: sessionId, name: "X", hue: 0, watch: false, ...auth },
    onFrame(bytes) {
      const code = (bytes[0] as number) & CODE_MASK;
      received[code] = (received[code] ?? 0) + 1;
      if (code === Protocol.ROOM_STATE) arrive();
    },
    onClose(code) {
      closed = code;
    },
  });
  // A room may let the state wait for its next patch; until then it queues what it answers.
  await arrived;
  return {
    sessionId,
    get closed() {
      return closed;
    },
    received,
    send,
  };
}
