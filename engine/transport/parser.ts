import { isUtf8 } from "node:buffer";

const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10] as const;
const EMPTY = Buffer.alloc(0);
const KEY_BYTES = 4;
const CONTROL_MAX_BYTES = 125;
/** Pieces of one message: empty ones would count against no other limit. */
export const FRAGMENTS_MAX = 32;

const [PROTOCOL_ERROR, NO_STATUS, BAD_DATA, TOO_MANY, TOO_BIG] = [
  1002, 1005, 1007, 1008, 1009,
] as const;

/** What a client sent. Data is valid until the call returns. */
export interface Listener {
  message(data: Buffer, isBinary: boolean): void;
  /** A piece of a message that is not its last. */
  fragment(): void;
  pinged(data: Buffer): void;
  ponged(data: Buffer): void;
  /** Its goodbye; nothing that follows is read. */
  left(code: number, reason: Buffer): void;
  /** This is no WebSocket traffic, or too much: the code to close with. Nothing else is read. */
  failed(code: number): void;
}

/** The header of one frame, read anew for each: nobody reads two at once. */
const header = { final: false, opcode: 0, length: 0, start: 0 };

/**
 * Reads the frames of one client from its socket's chunks, and treats fragments, control frames,
 * masks and limits as the receiver of `ws` does; that one is a stream with a chain of buffers, which
 * costs a third of what a server does for a small message, and 10 kB for each client.
 */
export class FrameParser {
  readonly #listener: Listener;
  /** Bytes of one message. */
  maxPayload: number;
  /** Bytes of a frame that is not whole. */
  #rest = EMPTY;
  #ended = false;
  /** The opcode of the message whose pieces are coming; 0 when none is. */
  #fragmented = 0;
  #fragments: Buffer[] = [];
  #fragmentCount = 0;
  #total = 0;

  constructor(listener: Listener, maxPayload: number) {
    this.#listener = listener;
    this.maxPayload = maxPayload;
  }

  /** Unmasks in place: the chunk must be the caller's own. */
  read(chunk: Buffer): void {
    if (this.#ended) return;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (!this.#ended) {
      const next = this.#frame(bytes, at);
      if (next === at) break;
      at = next;
    }
    // A copy: the chunk is as large as 64 kB, and the rest may wait for long.
    this.#rest = this.#ended || at === bytes.length ? EMPTY : Buffer.from(bytes.subarray(at));
  }

  /** Reads the frame that begins here; returns where it ends, or `at` when it is not whole yet. */
  #frame(bytes: Buffer, at: number): number {
    const problem = this.#readHeader(bytes, at);
    if (problem !== 0) return this.#fail(problem, at);
    const { start, length, opcode, final } = header;
    if (start === 0 || bytes.length < start + length) return at;
    unmask(bytes, start, length);
    const data = bytes.subarray(start, start + length);
    if (opcode >= CLOSE) this.#control(opcode, data);
    else this.#data(opcode, final, data);
    return start + length;
  }

  /** Into {@link header}, with a start of 0 while it is not whole; returns the code of an error or 0. */
  #readHeader(bytes: Buffer, at: number): number {
    header.start = 0;
    if (bytes.length < at + 2) return 0;
    const [first, second] = [bytes[at] as number, bytes[at + 1] as number];
    header.final = first >= 0x80;
    header.opcode = first & 0x0f;
    header.length = second & 0x7f;
    const isMasked = second >= 0x80;
    if ((first & 0x70) !== 0 || !this.#mayCome() || !isMasked) return PROTOCOL_ERROR;
    return this.#readLength(bytes, at + 2);
  }

  #readLength(bytes: Buffer, at: number): number {
    const size = header.length < 126 ? 0 : header.length === 126 ? 2 : 8;
    if (bytes.length < at + size) return 0;
    if (size === 2) header.length = bytes.readUInt16BE(at);
    if (size === 8) header.length = bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
    const isControl = header.opcode >= CLOSE;
    if (!isControl && this.#total + header.length > this.maxPayload && header.length > 0) {
      return TOO_BIG;
    }
    if (bytes.length >= at + size + KEY_BYTES) header.start = at + size + KEY_BYTES;
    return 0;
  }

  /** Does a frame with this header follow what came before? */
  #mayCome(): boolean {
    const { opcode, final, length } = header;
    if (opcode === CONTINUATION) return this.#fragmented !== 0;
    if (opcode === TEXT || opcode === BINARY) return this.#fragmented === 0;
    if (opcode < CLOSE || opcode > PONG) return false;
    return final && length <= CONTROL_MAX_BYTES && !(opcode === CLOSE && length === 1);
  }

  #data(opcode: number, final: boolean, data: Buffer): void {
    if (final && this.#fragmented === 0) {
      this.#message(opcode, data);
      return;
    }
    if (++this.#fragmentCount > FRAGMENTS_MAX) {
      this.#fail(TOO_MANY, 0);
      return;
    }
    this.#total += data.length;
    this.#fragmented ||= opcode;
    if (data.length > 0) this.#fragments.push(Buffer.from(data));
    if (final) this.#join();
    else this.#listener.fragment();
  }

  #join(): void {
    const whole = Buffer.concat(this.#fragments);
    const opcode = this.#fragmented;
    this.#fragments = [];
    this.#fragmented = this.#fragmentCount = this.#total = 0;
    this.#message(opcode, whole);
  }

  #message(opcode: number, data: Buffer): void {
    if (opcode === TEXT && !isUtf8(data)) this.#fail(BAD_DATA, 0);
    else this.#listener.message(data, opcode === BINARY);
  }

  #control(opcode: number, data: Buffer): void {
    if (opcode === PING) this.#listener.pinged(data);
    else if (opcode === PONG) this.#listener.ponged(data);
    else this.#close(data);
  }

  #close(data: Buffer): void {
    const code = data.length === 0 ? NO_STATUS : data.readUInt16BE(0);
    const reason = data.subarray(2);
    if (data.length > 0 && !isCloseCode(code)) this.#fail(PROTOCOL_ERROR, 0);
    else if (!isUtf8(reason)) this.#fail(BAD_DATA, 0);
    else {
      this.#ended = true;
      this.#listener.left(code, reason);
    }
  }

  #fail(code: number, at: number): number {
    this.#ended = true;
    this.#listener.failed(code);
    return at;
  }
}

/** May this code travel in a close frame? */
export function isCloseCode(code: number | undefined): code is number {
  if (code === undefined) return false;
  return (
    (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006) ||
    (code >= 3000 && code <= 4999)
  );
}

/** The key stands before the data. */
function unmask(bytes: Buffer, start: number, length: number): void {
  const key = start - KEY_BYTES;
  for (let n = 0; n < length; n++) {
    bytes[start + n] = (bytes[start + n] as number) ^ (bytes[key + (n & 3)] as number);
  }
}
