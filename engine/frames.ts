import { Protocol } from "@colyseus/core";
import { Bucket } from "./budget.ts";
import { isBoundedMsgpack } from "./msgpack.ts";

/** Bits 0..4 of a frame's first byte are its code; the rest decorate it. */
export const CODE_MASK = 0x1f;
const MODIFIERS = 0xe0;
/** A flat input schema is far below this; longer is not an input. */
export const INPUT_MAX_BYTES = 64;
/** The type of a message is a word of the app's own. */
export const TYPE_MAX_BYTES = 64;

/**
 * What to do with one client frame.
 * - `pass`: give it to Colyseus
 * - `drop`: over budget or pointless; forget it
 * - `refuse`: over budget; tell the client once, then forget
 * - `foreign`: nothing of ours sends it: close with 4002
 * - `flood`: second budget used up: close with 4429
 */
export type Verdict = "pass" | "drop" | "refuse" | "foreign" | "flood";

/** What one connection may send in a second; see {@link FRAME_RATES}. */
export interface FrameRates {
  readonly inputs: number;
  readonly messages: number;
  /** Control frames and fragments of the WebSocket itself. */
  readonly controls: number;
}

/** A page sends 30 inputs, at most 6 messages, and a pong every 3 s. */
export const FRAME_RATES: FrameRates = { inputs: 60, messages: 10, controls: 20 };

/**
 * Bursts, in seconds of the rate. All are at least ten, above the ping timeout: after a stall that
 * did not close the connection, an honest backlog fits.
 */
const BURST_SECONDS = { inputs: 15, messages: 10, controls: 15 } as const;
/** Rates per second and bursts. */
const PINGS = { rate: 2, burst: 30 };
/** Refused messages until the kick. */
const REFUSALS = { rate: 1, burst: 200 };
/** Dropped pings and repeated JOINs until the kick. */
const STRAYS = { rate: 1, burst: 300 };

/**
 * Judges every frame of one connection before Colyseus decodes it. Stock decoding of an unreliable
 * input frame can loop for ever (`14 01 d0 fe`), so that class never passes.
 */
export class FrameGuard {
  readonly #inputs: Bucket;
  readonly #messages: Bucket;
  readonly #pings: Bucket;
  readonly #refusals: Bucket;
  readonly #strays: Bucket;
  readonly #controls: Bucket;
  readonly #counts = { pass: 0, drop: 0, refuse: 0, foreign: 0, flood: 0 };
  #acked = false;
  #ended = false;

  /** @param now monotonic ms */
  constructor(now: number, rates = FRAME_RATES) {
    const bucket = (kind: keyof FrameRates) =>
      new Bucket(rates[kind], rates[kind] * BURST_SECONDS[kind], now);
    this.#inputs = bucket("inputs");
    this.#messages = bucket("messages");
    this.#controls = bucket("controls");
    this.#pings = new Bucket(PINGS.rate, PINGS.burst, now);
    this.#refusals = new Bucket(REFUSALS.rate, REFUSALS.burst, now);
    this.#strays = new Bucket(STRAYS.rate, STRAYS.burst, now);
  }

  /** Frames so far by their verdict. */
  get counts(): Readonly<Record<Verdict, number>> {
    return this.#counts;
  }

  /**
   * After `foreign` or `flood` every frame is dropped: a closing socket still hands over what it had
   * buffered, and 100,000 bad frames in one burst wrote as many lines of log.
   * @param now monotonic ms
   */
  judge(frame: Uint8Array, isBinary: boolean, now: number): Verdict {
    return this.#note(this.#ended ? "drop" : this.#classify(frame, isBinary, now));
  }

  /**
   * A ping, a pong or a piece of a fragmented message: each is answered or kept, at no cost to who
   * sends it.
   */
  control(now: number): Verdict {
    if (this.#ended) return this.#note("drop");
    return this.#note(this.#controls.take(now) ? "pass" : "flood");
  }

  #note(verdict: Verdict): Verdict {
    this.#counts[verdict]++;
    this.#ended ||= verdict === "foreign" || verdict === "flood";
    return verdict;
  }

  #classify(frame: Uint8Array, isBinary: boolean, now: number): Verdict {
    if (!isBinary || frame.length === 0) return "foreign";
    const head = frame[0] as number;
    const code = head & CODE_MASK;
    if (code === Protocol.ROOM_INPUT_RELIABLE) return this.#input(frame, now);
    // No other frame is decorated.
    if (head & MODIFIERS) return "foreign";
    switch (code) {
      case Protocol.ROOM_DATA:
      case Protocol.ROOM_DATA_BYTES:
      case Protocol.ROOM_REQUEST:
        return isMessage(frame, code) ? this.#message(now) : "foreign";
      case Protocol.PING:
        return frame.length > 1 ? "foreign" : this.#ping(now);
      case Protocol.JOIN_ROOM:
        return frame.length > 1 ? "foreign" : this.#ack(now);
      case Protocol.LEAVE_ROOM:
        return frame.length > 1 ? "foreign" : "pass";
      default:
        return "foreign";
    }
  }

  #input(frame: Uint8Array, now: number): Verdict {
    if (frame.length > INPUT_MAX_BYTES) return "foreign";
    return this.#inputs.take(now) ? "pass" : "drop";
  }

  #message(now: number): Verdict {
    if (this.#messages.take(now)) return "pass";
    return this.#refusals.take(now) ? "refuse" : "flood";
  }

  #ping(now: number): Verdict {
    return this.#pings.take(now) ? "pass" : this.#stray(now);
  }

  #ack(now: number): Verdict {
    if (this.#acked) return this.#stray(now);
    this.#acked = true;
    return "pass";
  }

  #stray(now: number): Verdict {
    return this.#strays.take(now) ? "drop" : "flood";
  }
}

/** `[code][request id?][type][payload?]`, as the SDK writes it. */
function isMessage(frame: Uint8Array, code: number): boolean {
  const start = code === Protocol.ROOM_REQUEST ? numberEnd(frame, 1) : 1;
  const end = typeEnd(frame, start);
  if (end > frame.length) return false;
  if (end === frame.length || code === Protocol.ROOM_DATA_BYTES) return true;
  return isBoundedMsgpack(frame, end);
}

/** Where a non-negative whole number ends; Infinity when it is none. */
function numberEnd(frame: Uint8Array, at: number): number {
  const head = frame[at] ?? 0xff;
  if (head < 0x80) return at + 1;
  return head >= 0xcc && head <= 0xce ? at + 1 + 2 ** (head - 0xcc) : Infinity;
}

/**
 * Where a message's type ends; Infinity when it is none. Plain letters only: the stock decoder
 * writes a line to the console for each byte that is no UTF-8.
 */
function typeEnd(frame: Uint8Array, at: number): number {
  const head = frame[at] ?? 0xff;
  const isShort = head > 0xa0 && head < 0xc0;
  if (!isShort && head !== 0xd9) return numberEnd(frame, at);
  const start = isShort ? at + 1 : at + 2;
  const length = isShort ? head & 0x1f : (frame[at + 1] ?? Infinity);
  if (length === 0 || length > TYPE_MAX_BYTES || start + length > frame.length) return Infinity;
  for (let n = start; n < start + length; n++) {
    const letter = frame[n] as number;
    if (letter < 0x20 || letter > 0x7e) return Infinity;
  }
  return start + length;
}
