import { type Client, CloseCode, ProtocolModifier, type Room } from "@colyseus/core";
import { decode, Metadata } from "@colyseus/schema";
import type { Log } from "./log.ts";
import { type InputOptions, PooledInputs, type Sender, type Stamps } from "./pooled.ts";

/** Bytes of each type that a field of an input may have. */
const SIZES: Readonly<Record<string, number>> = {
  boolean: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
};
/** Bytes of a number in schema's variable encoding by its first, where that is no number itself. */
const NUMBER_SIZES: Readonly<Record<number, number>> = {
  202: 5,
  203: 9,
  204: 2,
  205: 3,
  206: 5,
  208: 2,
  209: 3,
  210: 5,
};

/** The high bits of a field's first byte are the operation, the others its index. */
const INDEX_MASK = 0x3f;
const ADD = 0x80;
const REPLACE = 0;
/** All bits that may decorate a frame's code. */
const MODIFIERS = 0xe0;
/** A render time and, in rooms that stamp both instants, a 16-bit difference. */
const SECOND_STAMP_BYTES = 2;

/** The private members of Colyseus that decode an input. */
interface InputController {
  readonly options: InputOptions;
  decodeReliable(client: Client, frame: Buffer, it: { offset: number }, modifiers: number): void;
}

interface InputRoom {
  readonly _inputController?: InputController;
  _timelineMode(): { readonly snapshot?: boolean; readonly reckon?: boolean } | undefined;
}

/** What an input frame of a room looks like. */
export interface InputFormat {
  /** Bytes of each field by its index. */
  readonly fields: readonly number[];
  /** How many instants a shot is stamped with, for lag compensation: 0, 1 or 2. */
  readonly stamps: number;
}

/**
 * Closes whoever sends an input that is not whole with 4002 and one line of log, before Colyseus
 * decodes it. Stock skips what it does not know, with several lines of log for each frame, reads
 * past the end, and lets a client delete a field, so that the rules reckon with `undefined`: with
 * its aim deleted a bolt hit whoever came last in the map.
 */
export function guardInputs(room: Room, log: Log): void {
  const internals = room as unknown as InputRoom;
  const controller = internals._inputController;
  if (!controller) return;
  const { decodeReliable: stock, options } = controller;
  const fields = fieldSizes(options.ctor);
  let format: InputFormat | undefined;
  const pooled = new PooledInputs(options, () => stampsOf(internals));
  // Numbered inputs may repeat: stock sorts that out.
  const take: typeof stock =
    options.seqField === undefined
      ? (client, frame, _it, modifiers) => pooled.take(client as Sender, frame, modifiers)
      : stock.bind(controller);
  controller.decodeReliable = (client, frame, it, modifiers) => {
    // Not before the first input: what is rewound is attached after the loop has started.
    format ??= { fields, stamps: stampCount(stampsOf(internals)) };
    if (isInput(frame, format)) take(client, frame, it, modifiers);
    else refuse(room, { client, frame, log });
  };
}

function refuse(
  room: Room,
  { client, frame, log }: { client: Client; frame: Buffer; log: Log },
): void {
  const { roomId } = room;
  const head = frame.subarray(0, 16).toString("hex");
  const { sessionId } = client;
  log.warn({ verdict: "malformed", head, roomId, sessionId }, "frame refused");
  room.kickClient(sessionId, CloseCode.WITH_ERROR, "frames/malformed");
}

function stampsOf(room: InputRoom): Stamps {
  const { snapshot = false, reckon = false } = room._timelineMode() ?? {};
  return { snapshot, reckon };
}

const stampCount = ({ snapshot, reckon }: Stamps): number => Number(snapshot) + Number(reckon);

/**
 * Is this a whole input as the SDK writes it: `[code][stamp?]` and then `[operation | index][value]`
 * for each field that changed?
 */
export function isInput(frame: Uint8Array, { fields, stamps }: InputFormat): boolean {
  const modifiers = (frame[0] as number) & MODIFIERS;
  if (modifiers !== 0 && (modifiers !== ProtocolModifier.TIMED || stamps === 0)) return false;
  let at = modifiers === 0 ? 1 : stampEnd(frame, stamps);
  while (at < frame.length) {
    const head = frame[at] as number;
    const operation = head & ~INDEX_MASK;
    const size = fields[head & INDEX_MASK];
    if (size === undefined || (operation !== ADD && operation !== REPLACE)) return false;
    at += 1 + size;
  }
  return at === frame.length;
}

/** Where the stamp ends; Infinity when it is none: later stamps are sums of the earlier ones. */
function stampEnd(frame: Uint8Array, stamps: number): number {
  const prefix = frame[1] ?? 0xff;
  const isItself = prefix < 0x80 || prefix >= 0xe0;
  const end = 1 + (isItself ? 1 : (NUMBER_SIZES[prefix] ?? Infinity));
  if (end > frame.length || !Number.isSafeInteger(decode.number(frame, { offset: 1 }))) {
    return Infinity;
  }
  return end + (stamps > 1 ? SECOND_STAMP_BYTES : 0);
}

/**
 * Bytes of an input's fields by their index.
 * @throws when one has no fixed size
 */
export function fieldSizes(input: new () => object): number[] {
  return Object.entries(Metadata.getFields(input)).map(([name, type]) => {
    const size = SIZES[type as string];
    if (size === undefined) throw new Error(`the input field ${name} has no fixed size`);
    return size;
  });
}
