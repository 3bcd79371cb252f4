import { type Iterator as Cursor, decode } from "@colyseus/schema";
import { Protocol } from "colyseus.js";
import { PatchReader, type Spend } from "./patch.ts";

/** What is spent on one kind of thing. */
export interface Entry {
  /** A class of the state, or "socket", "frame", "message", "handshake". */
  readonly owner: string;
  /** A field of it, or what else the bytes are for, in brackets. */
  readonly part: string;
  readonly bytes: number;
  readonly times: number;
}

const CODE_MASK = 0x1f;
/** Decorates a state's code: time and acknowledged input follow. */
const TIMED = 0x80;
/** The time and the acknowledged input, before the body of a state. */
const TIMED_BYTES = 8;

/**
 * Books every byte that one client receives on its socket: which field of which class it is for, or
 * what else. It reads the patches by the format alone and keeps no values, so it can run beside a
 * client as well as over a recording.
 */
export class Ledger {
  readonly #patches: PatchReader;
  readonly #entries = new Map<string, { bytes: number; times: number }>();
  #total = 0;

  /** @param state class of the room's state */
  constructor(state: new () => object) {
    this.#patches = new PatchReader(state);
  }

  /** Bytes booked so far. */
  get total(): number {
    return this.#total;
  }

  /** The largest first. */
  entries(): Entry[] {
    const entries = [...this.#entries].map(([key, { bytes, times }]) => {
      const [owner = "", part = ""] = key.split(" ", 2);
      return { owner, part: part.replaceAll("_", " "), bytes, times };
    });
    return entries.sort((a, b) => b.bytes - a.bytes);
  }

  /** Forgets what was booked; what the patches refer to stays known. */
  clear(): void {
    this.#entries.clear();
    this.#total = 0;
  }

  /**
   * Books one data frame from the server.
   * @throws when its state is not whole: then nothing can be said about what follows
   */
  frame(payload: Uint8Array): void {
    this.#book("socket", "(header)", headerBytes(payload.length));
    const before = this.#total;
    this.#content(payload);
    const booked = this.#total - before;
    if (booked !== payload.length) throw new Error(`${booked} of ${payload.length} bytes booked`);
  }

  /** Books a ping, pong or close frame. */
  control(kind: string, payloadBytes: number): void {
    this.#book("socket", `(${kind})`, headerBytes(payloadBytes) + payloadBytes);
  }

  #content(payload: Uint8Array): void {
    const code = (payload[0] as number) & CODE_MASK;
    switch (code) {
      case Protocol.ROOM_STATE:
      case Protocol.ROOM_STATE_PATCH:
        this.#state(payload);
        return;
      case Protocol.ROOM_DATA:
      case Protocol.ROOM_DATA_BYTES:
        this.#book("message", typeOf(payload), payload.length);
        return;
      case Protocol.JOIN_ROOM:
        this.#book("handshake", "(all)", payload.length);
        return;
      default:
        this.#book("message", OTHERS[code] ?? `(code_${code})`, payload.length);
    }
  }

  #state(payload: Uint8Array): void {
    const timed = ((payload[0] as number) & TIMED) !== 0;
    const head = 1 + (timed ? TIMED_BYTES : 0);
    if (payload.length === head) {
      this.#book("frame", "(clock_alone)", head);
      return;
    }
    this.#book("frame", "(code)", 1);
    if (timed) this.#book("frame", "(time_and_input)", TIMED_BYTES);
    this.#patches.read(payload, head, this.#book);
  }

  readonly #book: Spend = (owner, part, bytes) => {
    const key = `${owner} ${part}`;
    const entry = this.#entries.get(key);
    this.#total += bytes;
    if (entry) {
      entry.bytes += bytes;
      entry.times++;
    } else this.#entries.set(key, { bytes, times: 1 });
  };
}

const OTHERS: Readonly<Record<number, string>> = {
  [Protocol.ROOM_RESPONSE]: "(answer)",
  [Protocol.ERROR]: "(error)",
  [Protocol.PING]: "(ping)",
};

function typeOf(payload: Uint8Array): string {
  const at: Cursor = { offset: 1 };
  const type = decode.stringCheck(payload, at)
    ? decode.string(payload, at)
    : decode.number(payload, at);
  return String(type);
}

/** Header of an unmasked frame by its payload: RFC 6455, section 5.2. */
const headerBytes = (payload: number): number => {
  if (payload < 126) return 2;
  return payload < 65_536 ? 4 : 10;
};
