import type { Socket } from "node:net";
import { ProtocolModifier } from "@colyseus/core";

/** FIN and the opcode of a binary message. */
const BINARY = 0x82;
/** The server's time and the acknowledged input, 4 bytes each, after the protocol byte. */
const TIMED_BYTES = 8;
const SMALL_MAX = 125;
const MEDIUM_MAX = 0xffff;
const CAPACITY_MIN = 256;
/** Up to so many bytes are copied by a loop. */
const LOOP_MAX_BYTES = 256;

/** Bytes of the header of an unmasked frame with so many bytes of payload. */
const headerBytes = (payload: number): number =>
  payload <= SMALL_MAX ? 2 : payload <= MEDIUM_MAX ? 4 : 10;

function writeHeader(frame: Buffer, payload: number): void {
  frame[0] = BINARY;
  if (payload <= SMALL_MAX) frame[1] = payload;
  else if (payload <= MEDIUM_MAX) {
    frame[1] = 126;
    frame.writeUInt16BE(payload, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(0, 2);
    frame.writeUInt32BE(payload, 6);
  }
}

/** All but the first byte of so many; `at` is where that one would be. A view costs more than a loop. */
function copy(from: Uint8Array, bytes: number, to: Buffer, at: number): void {
  if (bytes > LOOP_MAX_BYTES) to.set(from.subarray(1, bytes), at + 1);
  else for (let n = 1; n < bytes; n++) to[at + n] = from[n] as number;
}

/** A whole WebSocket frame around a copy of `payload`, in one buffer. */
export function framed(payload: Uint8Array): Buffer {
  const at = headerBytes(payload.length);
  const frame = Buffer.allocUnsafe(at + payload.length);
  writeHeader(frame, payload.length);
  frame.set(payload, at);
  return frame;
}

/**
 * One patch as a whole WebSocket frame, built once for all who get it:
 * `[header][code | TIMED][uint32 time][uint32 input][body]`, where only the input differs between
 * them, or `[header][code][body]` in rooms without inputs.
 *
 * The bytes are changed for the next client only when the socket has taken them over; what a slow
 * reader has in its queue is never touched again. Stock hands out the encoder's own buffer, and the
 * next patch overwrites what is still queued.
 */
export class Template {
  #buffer = Buffer.alloc(0);
  #frame = this.#buffer;
  #inputAt = 0;
  #payloadAt = 0;
  #bodyBytes = 0;
  /** Does a socket's queue refer to the buffer? */
  #queued = false;

  /**
   * Takes a new patch: a copy of the first `bytes` of `body`.
   * @param time of the server in ms; undefined in rooms without inputs
   */
  load(body: Uint8Array, bytes: number, time: number | undefined): void {
    const timed = time === undefined ? 0 : TIMED_BYTES;
    const payload = bytes + timed;
    const at = headerBytes(payload);
    this.#reserve(at + payload);
    const frame = this.#frame;
    writeHeader(frame, payload);
    frame[at] = (body[0] as number) | (timed ? ProtocolModifier.TIMED : 0);
    this.#inputAt = timed ? at + 1 + 4 : 0;
    this.#payloadAt = at;
    this.#bodyBytes = bytes;
    if (time !== undefined) frame.writeUInt32LE(time >>> 0, at + 1);
    copy(body, bytes, frame, at + timed);
  }

  /** Sends it through the socket in one write. `input` is the last one that the state holds. */
  write(socket: Socket, input: number): void {
    const waits = socket.writableLength > 0;
    if (waits && this.#inputAt > 0) {
      socket.write(this.copy(input));
      return;
    }
    this.#patch(this.#frame, input);
    socket.write(this.#frame);
    if (socket.writableLength === 0) return;
    if (this.#inputAt === 0) this.#queued = true;
    else this.#renew();
  }

  /** Bytes of the patch, with its protocol byte. */
  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  /** The message in the frame for one client alone. */
  payload(input: number): Uint8Array {
    return this.copy(input).subarray(this.#payloadAt);
  }

  /** The frame for one client alone. */
  copy(input: number): Buffer {
    const own = Buffer.from(this.#frame);
    this.#patch(own, input);
    return own;
  }

  #patch(frame: Buffer, input: number): void {
    if (this.#inputAt > 0) frame.writeUInt32LE(input >>> 0, this.#inputAt);
  }

  /** The socket did not take it all: it keeps these bytes, the next client gets a new buffer. */
  #renew(): void {
    const last = this.#frame;
    this.#queued = true;
    this.#reserve(last.length);
    last.copy(this.#frame);
  }

  #reserve(bytes: number): void {
    if (this.#queued || bytes > this.#buffer.length) {
      const capacity = 2 ** Math.ceil(Math.log2(Math.max(bytes, CAPACITY_MIN)));
      this.#buffer = Buffer.allocUnsafeSlow(capacity);
      this.#queued = false;
    }
    if (this.#frame.buffer !== this.#buffer.buffer || this.#frame.length !== bytes) {
      this.#frame = this.#buffer.subarray(0, bytes);
    }
  }
}
