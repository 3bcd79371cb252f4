import {
  type Client,
  ClientState,
  Protocol,
  SchemaSerializer,
  type Serializer,
} from "@colyseus/core";
import type { Schema, StateView } from "@colyseus/schema";
import { absences } from "./absences.ts";
import { guardSort, settleArrays } from "./arrays.ts";
import { growSafely, reserveView } from "./encoder.ts";
import { Slices, withoutChanges } from "./slices.ts";
import type { Line } from "./transport/line.ts";
import { Template } from "./transport/template.ts";

/** A client that has nothing to learn still gets the server's time this often. */
const CLOCK_MS = 1000;
/** The protocol byte: a body of this length says nothing. */
const EMPTY_BYTES = 1;

/** Our transport's client; others, as in tests, get their frames through `raw` alone. */
type Receiver = Pick<Line, "state" | "view" | "raw" | "_inputBuffer"> & Partial<Line>;
type Timing = NonNullable<Parameters<SchemaSerializer<Schema>["applyPatches"]>[2]>;

/** One patch on its way to the clients. */
interface Patch {
  readonly changed: boolean;
  readonly now: number | undefined;
  /** Where what all get alike ends in the encoder's shared buffer. */
  readonly sharedEnd: number;
}

/**
 * Colyseus' serializer without its empty frames: stock sends each client of a room with inputs 9
 * bytes on every tick in which nothing changed for it. Here a client gets a frame when there is
 * state for it, when another input of its own has been applied, or when a second has passed.
 *
 * Each distinct patch is copied once, framed, for all who get it. A reader that has fallen behind is
 * left out; once it has read everything it gets one full state instead of what it missed.
 *
 * It also encodes a view once for all who share it when nothing but the view has changed: stock
 * gives the change to the first of them alone.
 */
export class QuietSerializer<State extends Schema = Schema> extends SchemaSerializer<State> {
  readonly #shared = new Template();
  /** The patch of each view by now, in templates that are used again for the next patch. */
  readonly #views = new Map<StateView, Template | undefined>();
  readonly #templates: Template[] = [];
  #slices: Slices | undefined;
  /** Full states sent in place of patches. */
  #resyncs = 0;

  get resyncs(): number {
    return this.#resyncs;
  }

  override reset(state: State): void {
    super.reset(state);
    guardSort();
    this.#slices = new Slices(this.encoder);
    growSafely(this.encoder, (from, to) => {
      if (from === this.fullEncodeBuffer) this.fullEncodeBuffer = to;
    });
  }

  override getFullState(client?: Client, timing?: Timing) {
    const receiver = client as unknown as Receiver | undefined;
    if (receiver && timing) this.#tell(receiver, timing.sNow);
    if (receiver?.returns) receiver.afterState?.(this.#absences(receiver, timing));
    return super.getFullState(client, timing);
  }

  override applyPatches(clients: Client[], state?: unknown, timing?: Timing): boolean {
    if (clients.length === 0) return super.applyPatches(clients, state, timing);
    const changed = this.encoder.hasChanges;
    if (changed) {
      this.needFullEncode = true;
      settleArrays(this.encoder);
    }
    const late = this.#send(clients as unknown as Receiver[], changed, timing?.sNow);
    if (changed) this.encoder.discardChanges();
    for (const client of late) this.#resync(client, timing);
    return changed;
  }

  /** Sends the patch; returns who needs a full state instead. */
  #send(clients: readonly Receiver[], changed: boolean, now: number | undefined): Receiver[] {
    const it = { offset: EMPTY_BYTES };
    this.encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const body = changed
      ? this.encoder.encode(it)
      : this.encoder.sharedBuffer.subarray(0, EMPTY_BYTES);
    this.#shared.load(body, body.length, now);
    if (changed && this.hasFilters) this.#slices?.load();
    const patch = { changed, now, sharedEnd: it.offset };
    const late: Receiver[] = [];
    this.#views.clear();
    for (const client of clients) {
      if (client.state !== ClientState.JOINED || client.isBehind?.()) continue;
      if (client.missed) late.push(client);
      else
        this.#sendTo(
          client,
          this.#templateFor(this.hasFilters ? client.view : undefined, patch),
          now,
        );
    }
    return late;
  }

  /** What a client with this view gets of the patch; it may be nothing but the time. */
  #templateFor(view: StateView | undefined, patch: Patch): Template {
    if (!view) return this.#shared;
    const known = this.#views.get(view);
    if (known) return known;
    if (!patch.changed && view.changes.size === 0) return this.#shared;
    let end = this.#encodeShown(view, patch.sharedEnd);
    if (patch.changed) end = this.#slices?.append(view, end) ?? end;
    const isOwn = end > patch.sharedEnd;
    const template = isOwn ? this.#freshTemplate() : this.#shared;
    if (isOwn) template.load(this.encoder.sharedBuffer, end, patch.now);
    this.#views.set(view, template);
    return template;
  }

  /** Appends what the view has been told to show since its last patch; returns where it ends. */
  #encodeShown(view: StateView, from: number): number {
    const { encoder } = this;
    if (view.changes.size === 0 && encoder.root.streamTrees.size === 0) return from;
    reserveView(encoder, view, from);
    const it = { offset: from };
    withoutChanges(encoder, () => encoder.encodeView(view, from, it));
    return it.offset;
  }

  #freshTemplate(): Template {
    const template = this.#templates[this.#views.size] ?? new Template();
    this.#templates[this.#views.size] = template;
    return template;
  }

  #sendTo(client: Receiver, template: Template, now: number | undefined): void {
    if (template.bodyBytes === EMPTY_BYTES && !this.#isDue(client, now)) return;
    const input = now === undefined ? 0 : this.#tell(client, now);
    if (client.patch) client.patch(template, input);
    else client.raw(template.payload(input));
  }

  /** Without state to send: is there an input to acknowledge, or is it time for the time? */
  #isDue(client: Receiver, now: number | undefined): boolean {
    if (now === undefined) return false;
    const { toldAt = -Infinity, toldInput } = client;
    return toldInput !== inputOf(client) || now - toldAt >= CLOCK_MS;
  }

  /**
   * One full state, and what it cannot say: which fields are empty. The changes of the view that
   * wait are part of it.
   */
  #resync(client: Receiver, timing: Timing | undefined): void {
    client.raw(this.getFullState(client as unknown as Client, timing));
    client.raw(this.#absences(client, timing));
    if (this.hasFilters) client.view?.changes.clear();
    client.missed = false;
    client.resyncs = (client.resyncs ?? 0) + 1;
    this.#resyncs++;
  }

  #absences(client: Receiver, timing: Timing | undefined): Uint8Array {
    const view = this.hasFilters ? client.view : undefined;
    const template = new Template();
    const body = absences(this.encoder, view, Protocol.ROOM_STATE_PATCH);
    template.load(body, body.length, timing?.sNow);
    return template.payload(inputOf(client));
  }

  /** Notes that the client learns the time and its input now; returns that input's number. */
  #tell(client: Receiver, now: number): number {
    const input = inputOf(client);
    client.toldAt = now;
    client.toldInput = input;
    return input;
  }
}

/** What a room should use where Colyseus chose `serializer`. */
export function quietly<T>(serializer: Serializer<T>): Serializer<T> {
  const isStock = serializer.constructor === SchemaSerializer;
  return isStock ? (new QuietSerializer() as unknown as Serializer<T>) : serializer;
}

/** Full states that a room has sent in place of patches. */
export const resyncsOf = (serializer: unknown): number =>
  serializer instanceof QuietSerializer ? serializer.resyncs : 0;

const inputOf = (client: Receiver): number => client._inputBuffer?.ackSeq ?? 0;
