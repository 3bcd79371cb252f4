import assert from "node:assert/strict";
import type { Room } from "@colyseus/core";
import { RoomInput } from "@colyseus/core/input/RoomInput";
import { schema, t } from "@colyseus/schema";
import { fieldSizes, isInput } from "../../engine/inputs.ts";
import { PooledInputs, type Sender, type Stamps } from "../../engine/pooled.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";

/** A field of every type that an input may have. */
const Everything = schema(
  {
    a: t.boolean(),
    b: t.uint8(),
    c: t.int8().default(3),
    d: t.uint16(),
    e: t.int16(),
    f: t.uint32(),
    g: t.int32(),
    h: t.float32(),
    i: t.float64(),
  },
  "FuzzInput",
);
const SIZES = fieldSizes(Everything);
const NAMES = [..."abcdefghi"] as const;
const SANITIZE = { b: [2, 100], e: [-300, 300], i: [-1, 1] } as const;
const QUEUE_MAX = 8;
const [INPUT, TIMED] = [19, 0x80];

interface Accessor {
  readonly size: number;
  readonly consumedCount: number;
  readonly renderTime: number;
  readonly rawReckonTime: number;
  readonly latest: Record<string, unknown>;
  next(): Record<string, unknown> | undefined;
}

/**
 * Gives the same random whole inputs to the stock decoder and to ours, and compares what a room
 * reads from each: values, stamps and acknowledgements.
 * @throws at the first difference
 */
export function compareInputs(frames: number, seed: number, stamps: Stamps): void {
  const rng = { rng: seed };
  const [stock, ours] = [side(stamps), side(stamps)];
  const pooled = new PooledInputs(ours.controller.options as never, () => stamps);
  const count = Number(stamps.snapshot) + Number(stamps.reckon);
  for (let n = 0; n < frames; n++) {
    const frame = randomInput(rng, count);
    assert.ok(isInput(frame, { fields: SIZES, stamps: count }));
    const modifiers = (frame[0] as number) & 0xe0;
    stock.controller.decodeReliable(stock.client as never, frame, { offset: 1 }, modifiers);
    pooled.take(ours.client, frame, modifiers);
    if (nextInt(rng, 3) > 0) continue;
    const taken = nextInt(rng, 2 * QUEUE_MAX);
    for (let i = 0; i < taken; i++) compare(stock.accessor, ours.accessor, { n, seed });
  }
}

function side({ snapshot, reckon }: Stamps) {
  const room = {
    _timelineMode: () => ({ snapshot, reckon }),
    clock: { elapsedTime: 0 },
  };
  const controller = new RoomInput(room as unknown as Room);
  controller.define(Everything, { bufferMaxSize: QUEUE_MAX, sanitize: SANITIZE as never });
  const client = { sessionId: "a" } as Sender;
  controller.allocate(client as never);
  const { _inputAccessor } = client as { _inputAccessor?: unknown };
  return { controller, client, accessor: _inputAccessor as Accessor };
}

function compare(stock: Accessor, ours: Accessor, at: { n: number; seed: number }): void {
  const [expected, actual] = [stock.next(), ours.next()];
  const where = JSON.stringify(at);
  assert.equal(actual === undefined, expected === undefined, where);
  for (const name of NAMES) {
    // Not `deepEqual`: a million times, and NaN is itself.
    assert.ok(Object.is(actual?.[name], expected?.[name]), `${name} ${where}`);
    assert.ok(Object.is(ours.latest[name], stock.latest[name]), `latest ${name} ${where}`);
  }
  for (const field of ["size", "consumedCount", "renderTime", "rawReckonTime"] as const) {
    assert.equal(ours[field], stock[field], `${field} ${where}`);
  }
}

function randomInput(rng: Rng, stamps: number): Buffer {
  const bytes: number[] = [INPUT];
  if (stamps > 0 && nextInt(rng, 2) === 0) {
    bytes[0] = INPUT | TIMED;
    bytes.push(...randomStamp(rng));
    if (stamps > 1) bytes.push(nextInt(rng, 256), nextInt(rng, 256));
  }
  for (let n = nextInt(rng, SIZES.length + 2); n > 0; n--) {
    const index = nextInt(rng, SIZES.length);
    bytes.push((nextInt(rng, 2) ? 0x80 : 0) | index);
    for (let size = SIZES[index] ?? 0; size > 0; size--) bytes.push(nextInt(rng, 256));
  }
  return Buffer.from(bytes);
}

/** A whole number in each of schema's encodings. */
function randomStamp(rng: Rng): number[] {
  const byte = () => nextInt(rng, 256);
  const kinds = [
    () => [nextInt(rng, 128)],
    () => [0xe0 + nextInt(rng, 32)],
    () => [0xcc, byte()],
    () => [0xcd, byte(), byte()],
    () => [0xce, byte(), byte(), byte(), byte()],
    () => [0xd0, byte()],
    () => [0xd1, byte(), byte()],
    () => [0xd2, byte(), byte(), byte(), byte()],
  ];
  return kinds[nextInt(rng, kinds.length)]?.() ?? [0];
}

/** Without stamps, with either, with both. */
export const STAMPS: readonly Stamps[] = [
  { snapshot: false, reckon: false },
  { snapshot: true, reckon: false },
  { snapshot: false, reckon: true },
  { snapshot: true, reckon: true },
];
