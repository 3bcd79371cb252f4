import {
  type Client,
  type ClientPrivate,
  ClientState,
  CloseCode,
  getMessageBytes,
  type MessageContext,
  Protocol,
  ResponseStatus,
  type Room,
} from "@colyseus/core";
import { decode } from "@colyseus/schema";
import { Bucket } from "./budget.ts";
import { caught } from "./caught.ts";
import { FAULT, faultsOf } from "./faults.ts";
import { CODE_MASK } from "./frames.ts";

/** HTTP-like code of the error frame for a message that the room does not know or understand. */
const BAD_MESSAGE = 400;
/** Of a request, as its rejection. */
const BAD_REQUEST = "room/bad_request";
/** Refills of the budget for messages that no room of ours understands, per second. */
const VIOLATIONS_RATE = 0.1;
/** How Colyseus names handlers of raw bytes. */
const BYTES_PREFIX = "_$b";

type Handler = (...given: any[]) => unknown;
/** The part of a standard schema that is used here. */
export interface Format {
  readonly "~standard": { validate(value: unknown): unknown };
}

/** The private members of Colyseus that dispatch messages. */
interface Internals {
  _onMessage(client: Client, frame: Buffer): void;
  onMessage(type: string | number, ...rest: unknown[]): () => void;
  onMessageBytes(type: string | number, ...rest: unknown[]): () => void;
  readonly onMessageEvents: { readonly events: Readonly<Record<string, unknown[] | undefined>> };
}

/** Says of a client whether a message exists for it. */
type MayKnow = (client: Client) => boolean;
const reserved = new WeakMap<Room, Map<string | number, MayKnow>>();

/** From now on this message of the room is unknown to whoever may not know it. */
export function reserveMessage(room: Room, type: string | number, mayKnow: MayKnow): void {
  reserved.set(
    room,
    (reserved.get(room) ?? new Map<string | number, MayKnow>()).set(type, mayKnow),
  );
}

/**
 * Answers what a room does not know or cannot read with an error frame, and closes with 4002 past a
 * budget; a request is rejected with a stable id, also when its handler throws. Stock closes at the
 * first such message, and answers a failed request with nothing or with the exception's own text.
 */
export function guardMessages(room: Room): void {
  const inner = room as unknown as Internals;
  const warn = warner(room);
  const { _onMessage, onMessage, onMessageBytes } = inner;
  inner.onMessage = (type, ...rest) => onMessage.call(room, type, guarded(room, type, rest, warn));
  inner.onMessageBytes = (type, ...rest) =>
    onMessageBytes.call(room, type, guarded(room, type, rest, warn));
  inner._onMessage = (client, frame) => {
    if (!isKnown(room, client, frame)) {
      refuse(client, frame, warn);
      return;
    }
    // By hand: every input comes this way, and closures would be garbage.
    try {
      _onMessage.call(room, client, frame);
    } catch (error) {
      faultsOf(room).report(error, "frame");
    }
  };
}

type Warn = (client: Client, id: string) => void;

/** Tells a client what was wrong, unless a request's answer does, and sends it away when that is all it does. */
function warner(room: Room): Warn {
  const budgets = new WeakMap<Client, Bucket>();
  return (client, id) => {
    if ((client as Client & ClientPrivate).state === ClientState.LEAVING) return;
    const now = performance.now();
    const { violationsMax } = faultsOf(room);
    const budget = budgets.get(client) ?? new Bucket(VIOLATIONS_RATE, violationsMax, now);
    budgets.set(client, budget);
    if (budget.take(now)) {
      if (id) client.error(BAD_MESSAGE, id);
      return;
    }
    const { sessionId } = client;
    faultsOf(room).warn({ verdict: "violations", sessionId }, "frame refused");
    room.kickClient(sessionId, CloseCode.WITH_ERROR, "frames/violations");
  };
}

/** Is there a handler for this frame, or is it none that has one? */
function isKnown(room: Room, client: Client, frame: Buffer): boolean {
  const code = (frame[0] as number) & CODE_MASK;
  const isRequest = code === Protocol.ROOM_REQUEST;
  const isBytes = code === Protocol.ROOM_DATA_BYTES;
  if (code !== Protocol.ROOM_DATA && !isRequest && !isBytes) return true;
  const { events } = (room as unknown as Internals).onMessageEvents;
  // Colyseus answers no request with a handler for everything.
  if (!isRequest && events["*"]) return true;
  const it = { offset: 1 };
  if (isRequest) decode.number(frame, it);
  const type = decode.stringCheck(frame, it) ? decode.string(frame, it) : decode.number(frame, it);
  if (reserved.get(room)?.get(type)?.(client) === false) return false;
  return Boolean(events[isBytes ? `${BYTES_PREFIX}${type}` : type]?.length);
}

function refuse(client: Client, frame: Buffer, warn: Warn): void {
  const isRequest = ((frame[0] as number) & CODE_MASK) === Protocol.ROOM_REQUEST;
  if (isRequest) {
    const id = decode.number(frame, { offset: 1 });
    client.enqueueRaw(
      getMessageBytes[Protocol.ROOM_RESPONSE](id, ResponseStatus.REJECTED, BAD_REQUEST),
    );
  }
  warn(client, isRequest ? "" : "frames/unknown_message");
}

function guarded(room: Room, type: string | number, rest: readonly unknown[], warn: Warn): Handler {
  const handler = rest.at(-1) as Handler;
  const format = rest.length > 1 ? (rest[0] as Format | undefined) : undefined;
  return (client: Client, message: unknown, context?: MessageContext | unknown) => {
    const { reject, id } = (type === "*" ? {} : (context ?? {})) as Partial<MessageContext>;
    const answer = (reason: string) => void reject?.call(context, reason);
    return caught(
      () => {
        const read = format ? validated(format, message) : { value: message };
        if (read) return handler(client, read.value, context);
        answer(BAD_REQUEST);
        warn(client, id === undefined ? "frames/bad_message" : "");
      },
      (error) => {
        const { sessionId } = client;
        faultsOf(room).report(error, "onMessage", { type, sessionId });
        answer(FAULT);
      },
    );
  };
}

function validated(format: Format, message: unknown): { readonly value: unknown } | undefined {
  const result = format["~standard"].validate(message) as {
    readonly issues?: unknown;
    readonly value: unknown;
  };
  if (result instanceof Promise) throw new Error("a message's format must answer at once");
  return result.issues ? undefined : result;
}
