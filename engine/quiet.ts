import {
  type Client,
  type ClientPrivate,
  ClientState,
  Protocol,
  ProtocolModifier,
  SchemaSerializer,
  type Serializer,
} from "@colyseus/core";
import { encode, type Schema, type StateView } from "@colyseus/schema";

/** A client that has nothing to learn still gets the server's time this often. */
const CLOCK_MS = 1000;
/** The protocol byte: a body of this length says nothing. */
const EMPTY_BYTES = 1;
/** The time and the acknowledged input, 4 bytes each, after the protocol byte. */
const TIMED_BYTES = 8;

type Receiver = Client & ClientPrivate;
type Timing = NonNullable<Parameters<SchemaSerializer<Schema>["applyPatches"]>[2]>;

/** What a client was told last. */
interface Told {
  /** Room time in ms. */
  at: number;
  /** Number of the last input that the state holds. */
  input: number;
}

/**
 * Colyseus' serializer without its empty frames: stock sends each client of a room with inputs 9
 * bytes on every tick in which nothing changed for it. Here a client gets a frame when there is
 * state for it, when another input of its own has been applied, or when a second has passed.
 *
 * It also encodes a view once for all who share it when nothing but the view has changed: stock
 * gives the change to the first of them alone.
 */
export class QuietSerializer<State extends Schema = Schema> extends SchemaSerializer<State> {
  readonly #told = new WeakMap<Client, Told>();
  readonly #views = new Map<StateView, Uint8Array>();

  override getFullState(client?: Client, timing?: Timing) {
    if (client && timing) this.#tell(client as Receiver, timing.sNow);
    return super.getFullState(client, timing);
  }

  override applyPatches(clients: Client[], state?: unknown, timing?: Timing): boolean {
    if (clients.length === 0 || !timing) return super.applyPatches(clients, state, timing);
    const changed = this.encoder.hasChanges;
    if (changed) this.needFullEncode = true;
    this.#views.clear();
    const it = { offset: EMPTY_BYTES };
    const shared = this.#encodeShared(changed, it);
    const sharedEnd = it.offset;
    for (const client of clients as Receiver[]) {
      if (client.state !== ClientState.JOINED) continue;
      const own = client.view && this.#encodeView(client.view, { changed, sharedEnd, it });
      this.#send(client, own ?? shared, timing.sNow);
    }
    if (changed) this.encoder.discardChanges();
    return changed;
  }

  #encodeShared(changed: boolean, it: { offset: number }): Uint8Array {
    this.encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    return changed ? this.encoder.encode(it) : this.encoder.sharedBuffer.subarray(0, EMPTY_BYTES);
  }

  /** What this view sees of the patch, or undefined when it has nothing of its own. */
  #encodeView(
    view: StateView,
    patch: { changed: boolean; sharedEnd: number; it: { offset: number } },
  ): Uint8Array | undefined {
    const known = this.#views.get(view);
    if (known) return known;
    if (!patch.changed && view.changes.size === 0) return undefined;
    const encoded = this.encoder.encodeView(view, patch.sharedEnd, patch.it);
    this.#views.set(view, encoded);
    return encoded;
  }

  #send(client: Receiver, body: Uint8Array, now: number): void {
    const told = this.#told.get(client);
    const silent = body.length === EMPTY_BYTES && told?.input === inputOf(client);
    if (silent && now - told.at < CLOCK_MS) return;
    client.raw(timedFrame(body, now, this.#tell(client, now)));
  }

  /** Notes that the client learns the time and its input now; returns that input's number. */
  #tell(client: Receiver, now: number): number {
    const input = inputOf(client);
    const told = this.#told.get(client);
    if (told) {
      told.at = now;
      told.input = input;
    } else this.#told.set(client, { at: now, input });
    return input;
  }
}

/** What a room should use where Colyseus chose `serializer`. */
export function quietly<T>(serializer: Serializer<T>): Serializer<T> {
  const isStock = serializer.constructor === SchemaSerializer;
  return isStock ? (new QuietSerializer() as unknown as Serializer<T>) : serializer;
}

const inputOf = (client: Receiver): number => client._inputBuffer?.ackSeq ?? 0;

/** `[code | TIMED][uint32 time][uint32 input][body]`, a copy: the encoder's buffer is used again. */
function timedFrame(body: Uint8Array, now: number, input: number): Uint8Array {
  const frame = Buffer.allocUnsafe(body.length + TIMED_BYTES);
  frame[0] = (body[0] as number) | ProtocolModifier.TIMED;
  const it = { offset: 1 };
  encode.uint32(frame, now >>> 0, it);
  encode.uint32(frame, input >>> 0, it);
  frame.set(body.subarray(1), it.offset);
  return frame;
}
