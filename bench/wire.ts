/** How one line is. Each direction has its own queue; nothing ever overtakes. */
export interface LineState {
  /** Of every byte, one way, in ms. */
  readonly delayMs: number;
  /** Added to or taken from the delay, evenly spread, one way. */
  readonly jitterMs: number;
  /** Share of the chunks that are lost once: such a chunk comes late, and all behind it. */
  readonly stallShare: number;
  /** How late, from and to. */
  readonly stallMs: readonly [number, number];
  /** Bits per second each way; 0 is no limit. */
  readonly bitsPerSecond: number;
}

export const GOOD_LINE: LineState = {
  delayMs: 0,
  jitterMs: 0,
  stallShare: 0,
  stallMs: [0, 0],
  bitsPerSecond: 0,
};

interface Chunk {
  readonly bytes: Buffer;
  /** When it arrives, unless it is held. */
  readonly due: number;
}

/** One direction of one connection: a queue in the order of sending. Times are monotonic ms. */
export class Wire {
  readonly #line: () => LineState;
  readonly #random: () => number;
  readonly #chunks: Chunk[] = [];
  #queued = 0;
  /** When the last byte so far has left the sender. */
  #sentAt = 0;
  #lastDue = 0;

  /**
   * @param line asked for each chunk, so that a change counts from the next one
   * @param random 0 ≤ x < 1
   */
  constructor(line: () => LineState, random: () => number) {
    this.#line = line;
    this.#random = random;
  }

  /** Bytes under way. */
  get queued(): number {
    return this.#queued;
  }

  /** When the next chunk arrives, or undefined. */
  get nextDue(): number | undefined {
    return this.#chunks[0]?.due;
  }

  send(bytes: Buffer, now: number): void {
    const line = this.#line();
    const sending = line.bitsPerSecond > 0 ? (bytes.length * 8000) / line.bitsPerSecond : 0;
    this.#sentAt = Math.max(this.#sentAt, now) + sending;
    const way = Math.max(0, line.delayMs + (2 * this.#random() - 1) * line.jitterMs);
    this.#lastDue = Math.max(this.#lastDue, this.#sentAt + way + this.#stall(line));
    this.#chunks.push({ bytes, due: this.#lastDue });
    this.#queued += bytes.length;
  }

  /** Takes the next chunk that has arrived by now. */
  take(now: number): Buffer | undefined {
    const first = this.#chunks[0];
    if (!first || first.due > now) return undefined;
    this.#chunks.shift();
    this.#queued -= first.bytes.length;
    return first.bytes;
  }

  #stall({ stallShare, stallMs: [from, to] }: LineState): number {
    if (stallShare === 0 || this.#random() >= stallShare) return 0;
    return from + (to - from) * this.#random();
  }
}
