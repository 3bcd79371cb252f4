import type { Room } from "colyseus.js";

/** What a tap reports. Bytes are whole WebSocket frames, header and mask included, TCP/IP not. */
export interface TrafficTap {
  received(bytes: number): void;
  sent(bytes: number): void;
  /** A frame that the SDK could not take in: the state is not to be trusted from here on. */
  failed(error: unknown): void;
}

const MASK_BYTES = 4;

/**
 * Reports every frame of a room to `tap`, through reconnections, until the room is left. It hooks
 * the SDK's connection, whose transport and event table outlive the single socket. What was sent
 * before the room was returned (handshake, first state) has passed by then.
 */
export function tapTraffic(room: Room, tap: TrafficTap): void {
  const { transport, events } = room.connection;
  const send = transport.send.bind(transport);
  transport.send = (data) => {
    send(data);
    tap.sent(frameBytes(data.byteLength) + MASK_BYTES);
  };
  const receive = events.onmessage;
  events.onmessage = (event: { data: ArrayBuffer }) => {
    tap.received(frameBytes(event.data.byteLength));
    try {
      receive?.(event);
    } catch (error) {
      tap.failed(error);
    }
  };
}

/** Size of an unmasked frame by its payload: RFC 6455, section 5.2. */
function frameBytes(payload: number): number {
  if (payload < 126) return 2 + payload;
  return (payload < 65_536 ? 4 : 10) + payload;
}
