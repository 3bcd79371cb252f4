/** Text or binary, FIN. */
const TEXT = 0x81;
const BINARY = 0x82;
const PING = 0x9;
const PONG = 0x8a;
/** Any key will do: the server unmasks with it. */
const KEY = [0x37, 0xfa, 0x21, 0x3d] as const;

/** A short client frame, masked. */
export function clientFrame(payload: Uint8Array | string, opcode?: number): Buffer {
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  const frame = Buffer.allocUnsafe(6 + bytes.length);
  frame[0] = opcode ?? (typeof payload === "string" ? TEXT : BINARY);
  frame[1] = 0x80 | bytes.length;
  KEY.forEach((key, n) => {
    frame[2 + n] = key;
  });
  bytes.forEach((byte, n) => {
    frame[6 + n] = byte ^ (KEY[n % 4] as number);
  });
  return frame;
}

export const pong = (): Buffer => clientFrame(new Uint8Array(), PONG);

export interface FrameSink {
  /** Bytes of the message; its content too where {@link wants} says so. */
  message(payload: Buffer | undefined, bytes: number): void;
  ping(): void;
  wants(): boolean;
}

/** Reads frames by their headers; content is put together only for those who want it. */
export class FrameReader {
  readonly #sink: FrameSink;
  #header = Buffer.allocUnsafe(10);
  #have = 0;
  #left = 0;
  #bytes = 0;
  #opcode = 0;
  #parts: Buffer[] | undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, chunk.length - at);
        this.#parts?.push(chunk.subarray(at, at + taken));
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#end();
      } else this.#head(chunk[at++] as number);
    }
  }

  #head(byte: number): void {
    this.#header[this.#have++] = byte;
    if (this.#have < 2) return;
    const short = (this.#header[1] as number) & 0x7f;
    const size = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (this.#have < size) return;
    const lengths = { 2: short, 4: this.#header.readUInt16BE(2), 10: this.#header.readUInt32BE(6) };
    this.#left = this.#bytes = lengths[size];
    this.#opcode = (this.#header[0] as number) & 0x0f;
    this.#have = 0;
    this.#parts = this.#opcode < 8 && this.#sink.wants() ? [] : undefined;
    if (this.#left === 0) this.#end();
  }

  #end(): void {
    if (this.#opcode === PING) this.#sink.ping();
    if (this.#opcode < 8)
      this.#sink.message(this.#parts && Buffer.concat(this.#parts), this.#bytes);
    this.#parts = undefined;
  }
}
