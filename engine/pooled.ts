import { ProtocolModifier } from "@colyseus/core";
import { decode, Metadata } from "@colyseus/schema";

/** The high bits of a field's first byte are the operation, the others its index. */
const INDEX_MASK = 0x3f;

type Values = Record<string, unknown>;
type Reader = (bytes: Uint8Array, it: { offset: number }) => unknown;

/** What Colyseus keeps of a client for its inputs. */
export interface Sender {
  _input?: any;
  _inputBuffer?: Queue | undefined;
  _reckonBaseline?: number | undefined;
  _lastInputReceivedAt?: number | undefined;
  _receivedInputCount?: number | undefined;
  /** Its inputs, used again and again. */
  pooled?: Pool | undefined;
}

/** The inputs that wait for the simulation. */
interface Queue {
  readonly size: number;
  push(input: unknown, renderTime: number, reckonTime: number): void;
}

/** The input options of a room. */
export interface InputOptions {
  readonly ctor: new () => object;
  readonly bufferMaxSize: number;
  readonly seqField?: string | undefined;
  readonly sanitize?: ((input: any) => void) | undefined;
}

/** Which instants a shot is stamped with. */
export interface Stamps {
  readonly snapshot: boolean;
  readonly reckon: boolean;
}

interface Pool {
  /** What was received last; a frame carries only what has changed. */
  readonly latest: Values;
  readonly slots: Values[];
  used: number;
}

/**
 * Decodes whole inputs straight from the receive buffer into records that are used again. Stock
 * makes a view of the frame and a clone of the input for each, the latter key by key: most of what
 * a typed input costs, and a full collection twice a second in a full room.
 *
 * An input that was taken out of the queue is valid until the tick in which it was taken ends.
 */
export class PooledInputs {
  readonly #options: InputOptions;
  readonly #stamps: () => Stamps;
  readonly #names: readonly string[];
  readonly #readers: readonly Reader[];
  readonly #it = { offset: 0 };

  constructor(options: InputOptions, stamps: () => Stamps) {
    this.#options = options;
    this.#stamps = stamps;
    const fields = Object.entries(Metadata.getFields(options.ctor));
    this.#names = fields.map(([name]) => name);
    this.#readers = fields.map(([, type]) => decode[type as "uint8"] as Reader);
  }

  /** Takes one frame, which must be whole: see `isInput`. */
  take(client: Sender, frame: Uint8Array, modifiers: number): void {
    const it = this.#it;
    it.offset = 1;
    const stamp = modifiers & ProtocolModifier.TIMED ? this.#stamp(client, frame) : undefined;
    client.pooled ??= this.#newPool(client);
    const { pooled } = client;
    while (it.offset < frame.length) {
      const index = (frame[it.offset++] as number) & INDEX_MASK;
      pooled.latest[this.#names[index] as string] = this.#readers[index]?.(frame, it);
    }
    this.#options.sanitize?.(pooled.latest);
    client._lastInputReceivedAt = performance.now();
    client._receivedInputCount = (client._receivedInputCount ?? 0) + 1;
    const { _inputBuffer: queue } = client;
    if (!queue) return;
    const { renderTime, reckonTime } = stamp ?? UNSTAMPED;
    queue.push(this.#copy(pooled, queue), renderTime, reckonTime);
  }

  /** Stamps are differences: each is added to what came before, on both sides. */
  #stamp(client: Sender, frame: Uint8Array): Stamped {
    const it = this.#it;
    const { snapshot, reckon } = this.#stamps();
    const time = (client._reckonBaseline ?? 0) + decode.number(frame, it);
    client._reckonBaseline = time;
    if (!reckon) return { renderTime: time, reckonTime: 0 };
    if (!snapshot) return { renderTime: 0, reckonTime: time };
    const delay = decode.uint16(frame, it);
    return { renderTime: time > delay ? time - delay : 0, reckonTime: time };
  }

  #newPool(client: Sender): Pool {
    const latest = this.#record(client._input);
    client._input = latest;
    return { latest, slots: [], used: 0 };
  }

  /** With none waiting, those that were handed out are past their tick and can be used again. */
  #copy(pool: Pool, queue: Queue): Values {
    if (queue.size === 0 || pool.used > this.#options.bufferMaxSize) pool.used = 0;
    const slot = pool.slots[pool.used];
    pool.used++;
    if (slot) {
      for (const name of this.#names) slot[name] = pool.latest[name];
      return slot;
    }
    const fresh = this.#record(pool.latest);
    pool.slots.push(fresh);
    return fresh;
  }

  #record(from: Values): Values {
    const record: Values = {};
    for (const name of this.#names) record[name] = from[name];
    return record;
  }
}

interface Stamped {
  readonly renderTime: number;
  readonly reckonTime: number;
}

const UNSTAMPED: Stamped = { renderTime: 0, reckonTime: 0 };
