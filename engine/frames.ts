import { Protocol } from "@colyseus/core";
import { Bucket } from "./budget.ts";

/** Bits 0..4 of a frame's first byte are its code; the rest decorate it. */
const CODE_MASK = 0x1f;
/** A flat input schema is far below this; longer is not an input. */
const INPUT_MAX_BYTES = 64;

/**
 * What to do with one client frame.
 * - `pass`: give it to Colyseus
 * - `drop`: over budget or pointless; forget it
 * - `refuse`: over budget; tell the client once, then forget
 * - `foreign`: nothing of ours sends it: close with 4002
 * - `flood`: second budget used up: close with 4429
 */
export type Verdict = "pass" | "drop" | "refuse" | "foreign" | "flood";

/**
 * Rates per second and bursts. Every burst is at least the rate times ten seconds, above the ping
 * timeout: after a stall that did not close the connection, an honest backlog fits.
 */
const INPUTS = { rate: 60, burst: 900 };
const MESSAGES = { rate: 10, burst: 100 };
const PINGS = { rate: 2, burst: 30 };
/** Refused messages until the kick. */
const REFUSALS = { rate: 1, burst: 200 };

/**
 * Judges every frame of one connection before Colyseus decodes it. Stock decoding of an unreliable
 * input frame can loop for ever (`14 01 d0 fe`), so that class never passes.
 */
export class FrameGuard {
  readonly #inputs: Bucket;
  readonly #messages: Bucket;
  readonly #pings: Bucket;
  readonly #refusals: Bucket;
  #acked = false;
  #ended = false;

  constructor(now: number) {
    this.#inputs = new Bucket(INPUTS.rate, INPUTS.burst, now);
    this.#messages = new Bucket(MESSAGES.rate, MESSAGES.burst, now);
    this.#pings = new Bucket(PINGS.rate, PINGS.burst, now);
    this.#refusals = new Bucket(REFUSALS.rate, REFUSALS.burst, now);
  }

  /**
   * After `foreign` or `flood` every frame is dropped: a closing socket still hands over what it had
   * buffered, and 100,000 bad frames in one burst wrote as many lines of log.
   * @param now monotonic ms
   */
  judge(frame: Uint8Array, isBinary: boolean, now: number): Verdict {
    if (this.#ended) return "drop";
    const verdict = this.#classify(frame, isBinary, now);
    this.#ended = verdict === "foreign" || verdict === "flood";
    return verdict;
  }

  #classify(frame: Uint8Array, isBinary: boolean, now: number): Verdict {
    if (!isBinary || frame.length === 0) return "foreign";
    switch ((frame[0] as number) & CODE_MASK) {
      case Protocol.ROOM_INPUT_RELIABLE:
        return this.#input(frame, now);
      case Protocol.ROOM_DATA:
      case Protocol.ROOM_DATA_BYTES:
      case Protocol.ROOM_REQUEST:
        return this.#message(now);
      case Protocol.PING:
        return this.#pings.take(now) ? "pass" : "drop";
      case Protocol.JOIN_ROOM:
        return this.#ack();
      case Protocol.LEAVE_ROOM:
        return "pass";
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

  #ack(): Verdict {
    if (this.#acked) return "drop";
    this.#acked = true;
    return "pass";
  }
}
