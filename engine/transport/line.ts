import type { Socket } from "node:net";
import {
  type Client,
  type ClientPrivate,
  ClientState,
  enqueueClientRaw,
  getMessageBytes,
  type ISendOptions,
  Protocol,
} from "@colyseus/core";
import type { Log } from "../log.ts";
import { holds, isHolding } from "./batch.ts";
import { framed, type Template } from "./template.ts";
import type { Wire } from "./wire.ts";

const NONE: readonly Uint8Array[] = [];

export interface LineSettings {
  readonly log: Log;
  /** A reader that lets more than this wait is closed. */
  readonly queueMaxBytes: number;
  /** A reader that lets more than this wait gets no patches until it has read everything. */
  readonly patchQueueMaxBytes: number;
  /** Whoever sends a longer message is closed with 1009; left out, the wire's own limit counts. */
  readonly frameMaxBytes?: number | undefined;
}

interface Opened {
  readonly ref: Wire;
  /** Monotonic ms. */
  readonly now: number;
  readonly returns: boolean;
}

type Sent = (error?: Error) => void;

/**
 * One client of a room. Stock's client class hands the encoder's own buffer to the socket, queues
 * for a reader that has stopped without end, and becomes slow at JOIN, when Colyseus deletes one of
 * its fields; here all fields that Colyseus uses exist from the start.
 */
export class Line implements Client, ClientPrivate {
  "~messages": any;
  id: string;
  sessionId: string;
  ref: Wire;
  state: ClientState = ClientState.JOINING;
  reconnectionToken = "";
  auth: any = undefined;
  userData: any = undefined;
  view: any = undefined;
  _reconnectionToken = "";
  _joinedAt = 0;
  _numMessagesLastSecond = 0;
  _messageCountResetsAt = 0;
  _lastMessageTime = 0;
  _input: any = undefined;
  _inputDecoder: any = undefined;
  _inputBuffer: any = undefined;
  _inputAccessor: any = undefined;
  _numInputsLastSecond = 0;
  _lastInputTime = 0;
  _lastInputReceivedAt = 0;
  _receivedInputCount = 0;
  _reckonBaseline = 0;
  _pendingFrames: any = undefined;
  _pendingFrameClients: any = undefined;
  /** Patches were left out: this client needs a full state. */
  missed = false;
  /** Full states that it got instead of patches. */
  resyncs = 0;
  /** Frames that it was sent. */
  sent = 0;
  /** Times that it fell so far behind that it got no more patches. */
  fellBehind = 0;
  /** Closed, because it let too much wait. */
  evicted = false;
  /** Room time in ms that it was told last… */
  toldAt = -Infinity;
  /** … and the number of its last input that the state held by then. */
  toldInput = -1;
  /** Pings since it answered last. */
  unanswered = 0;
  readonly openedAt: number;
  /** Has this client kept the state of an earlier line? */
  readonly returns: boolean;
  readonly #socket: Socket;
  readonly #settings: LineSettings;
  #beforeJoin: Uint8Array[] = [];
  #acked = false;
  #held: Buffer[] = [];

  constructor(id: string, { ref, now, returns }: Opened, settings: LineSettings) {
    this.id = id;
    this.sessionId = id;
    this.ref = ref;
    this.openedAt = now;
    this.returns = returns;
    this.#socket = ref.socket;
    // Set before the first byte is read, which is never in the turn of the upgrade.
    if (settings.frameMaxBytes !== undefined) ref.frameMaxBytes = settings.frameMaxBytes;
    this.#settings = settings;
  }

  /**
   * Frames sent before the client acknowledged JOIN; undefined ever after. On the prototype, so that
   * Colyseus' `delete` at JOIN does not turn the client into a slow dictionary. Colyseus looks here
   * once after it has sent the first state: that is when they go out.
   */
  get _enqueuedMessages(): any {
    if (this.#acked) return undefined;
    if (this.state !== ClientState.JOINED) return this.#beforeJoin;
    this.#acked = true;
    for (const data of this.#beforeJoin.splice(0)) this.raw(data);
    return NONE;
  }

  /** Whoever breaks off while coming back counts as one who was in: see `engine/returns.ts`. */
  set _enqueuedMessages(_: undefined) {
    this.#acked = true;
  }

  get readyState(): number {
    return this.ref.readyState;
  }

  send(messageOrType: any, messageOrOptions?: any, options?: ISendOptions): void {
    this.enqueueRaw(
      getMessageBytes.raw(Protocol.ROOM_DATA, messageOrType, messageOrOptions),
      options,
    );
  }

  sendBytes(type: string | number, bytes: Uint8Array, options?: ISendOptions): void {
    const data = getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type, undefined, bytes);
    this.enqueueRaw(data, options);
  }

  enqueueRaw(data: Uint8Array, options?: ISendOptions): void {
    enqueueClientRaw(this, data, options);
  }

  /** Sends a copy of `data`, which may be a buffer that is about to be used again. */
  raw(data: Uint8Array, _options?: ISendOptions, sent?: Sent): void {
    if (!this.#mayWrite()) {
      sent?.();
      return;
    }
    this.sent++;
    const frame = framed(data);
    if (isHolding() && !sent) this.#hold(frame);
    else {
      this.flush();
      this.#socket.write(frame, sent as never);
    }
  }

  /** Sends this right after the first state. */
  afterState(data: Uint8Array): void {
    if (!this.#acked) this.#beforeJoin.unshift(data);
  }

  /** Sends a patch that others get as well. `input` is the last of its inputs that the state holds. */
  patch(template: Template, input: number): void {
    if (!this.#mayWrite()) return;
    this.sent++;
    // What follows the patch in this tick goes with it.
    const company = this.#held.length > 0 || this._pendingFrames?.length > 0;
    if (company && isHolding()) this.#hold(template.copy(input));
    else template.write(this.#socket, input);
  }

  /**
   * Is this reader so far behind that patches only make it worse? Then it {@link missed} this one,
   * and until it has read everything the answer stays yes.
   */
  isBehind(): boolean {
    const waiting = this.#socket.writableLength;
    const behind = waiting > (this.missed ? 0 : this.#settings.patchQueueMaxBytes);
    if (behind && !this.missed) this.fellBehind++;
    if (behind) this.missed = true;
    return behind;
  }

  flush(): void {
    if (this.#held.length === 0) return;
    const frames = this.#held.splice(0);
    if (this.readyState !== this.ref.OPEN) return;
    this.#socket.write(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames));
  }

  error(code: number, message = "", sent?: Sent): void {
    this.raw(getMessageBytes[Protocol.ERROR](code, message), undefined, sent);
  }

  leave(code?: number, reason?: string): void {
    this.flush();
    this.ref.close(code, reason);
  }

  close(code?: number, reason?: string): void {
    this.leave(code, reason);
  }

  toJSON() {
    return { sessionId: this.sessionId, readyState: this.readyState };
  }

  #hold(frame: Buffer): void {
    if (this.#held.length === 0) holds(this);
    this.#held.push(frame);
  }

  /** Memory for one connection is bounded: whoever does not read at all is closed. */
  #mayWrite(): boolean {
    if (this.evicted || this.readyState !== this.ref.OPEN) return false;
    const { writableLength } = this.#socket;
    if (writableLength <= this.#settings.queueMaxBytes) return true;
    this.evicted = true;
    this.#settings.log.warn({ sessionId: this.sessionId, writableLength }, "reader evicted");
    this.ref.terminate();
    return false;
  }
}
