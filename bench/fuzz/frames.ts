import { Protocol, ProtocolModifier } from "@colyseus/core";
import { Packr } from "msgpackr";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import { GAME, GAZE, HOST, SEAT } from "../../schema/messages.ts";

/** As the SDK packs them: with records. */
const packr = new Packr();

const word = (type: string): number[] => [0xa0 | type.length, ...Buffer.from(type)];
const data = (type: string, payload: unknown): number[] => [
  Protocol.ROOM_DATA,
  ...word(type),
  ...packr.pack(payload),
];
const request = (id: number, type: string, payload: unknown): number[] => [
  Protocol.ROOM_REQUEST,
  id,
  ...word(type),
  ...packr.pack(payload),
];
const nested = (depth: number): number[] => [...Array(depth).fill(0x91), 0xc0];

/** What our clients send, and what nobody should. LEAVE is no more than a way to be gone. */
const SEEDS: readonly (readonly number[])[] = [
  [Protocol.JOIN_ROOM],
  [Protocol.PING],
  [Protocol.ROOM_INPUT_RELIABLE],
  [Protocol.ROOM_INPUT_RELIABLE, 0x80, 0xe0, 0x81, 1],
  [Protocol.ROOM_INPUT_RELIABLE, 0x00, 7, 0x02, 1, 2],
  [Protocol.ROOM_INPUT_RELIABLE | ProtocolModifier.TIMED, 33, 0x80, 1],
  [Protocol.ROOM_INPUT_RELIABLE | ProtocolModifier.TIMED, 0xd2, 0, 0, 0, 0x80],
  [Protocol.ROOM_INPUT_UNRELIABLE, 0x01, 0xd0, 0xfe],
  [Protocol.ROOM_INPUT_UNRELIABLE | ProtocolModifier.TIMED, 0xce, 255, 255, 255, 127, 0, 0, 0, 0],
  data(GAZE, { follow: "somebody" }),
  data(GAZE, { x: 100, y: -3.5 }),
  data("nobody", [1, { a: "b" }, null]),
  data("filter", { name: "arena", metadata: { phase: "play" } }),
  request(1, SEAT, { play: true }),
  request(2, SEAT, { play: false }),
  request(3, GAME, { vote: 1 }),
  request(4, HOST, { do: "look" }),
  request(5, HOST, { do: "configure", options: { fill: 3, idleSeconds: 60 } }),
  request(6, HOST, { do: "remove", id: "x", reason: "words ".repeat(20) }),
  request(7, "constructor", {}),
  [Protocol.ROOM_DATA_BYTES, ...word("raw"), 1, 2, 3],
  [Protocol.ROOM_DATA, ...word("deep"), ...nested(3000)],
  [
    Protocol.ROOM_DATA,
    ...word("deep"),
    0xd4,
    0x72,
    0x40,
    0x91,
    0xa1,
    0x78,
    ...Array(3000).fill(0x40),
  ],
  [Protocol.ROOM_DATA, ...word("long"), 0xdd, 255, 255, 255, 255],
  [Protocol.ROOM_DATA, ...word("long"), 0xdb, 255, 255, 255, 255, 0x41],
  [Protocol.ROOM_STATE, 0x80, 1],
  [],
];

/** Bytes that mean something to a decoder: lengths, operations, ends. */
const TELLING = [0x00, 0x40, 0x7f, 0x80, 0xa0, 0xc0, 0xc1, 0xd0, 0xd4, 0xdb, 0xdd, 0xdf, 0xff];
const FRAME_MAX_BYTES = 4096;

type Mutation = (frame: number[], rng: Rng) => number[];
const at = (frame: readonly number[], rng: Rng) => nextInt(rng, frame.length + 1);
const byte = (rng: Rng): number =>
  nextInt(rng, 2) ? nextInt(rng, 256) : (TELLING[nextInt(rng, TELLING.length)] as number);
const noise = (rng: Rng): number[] => Array.from({ length: nextInt(rng, 12) }, () => byte(rng));

const MUTATIONS: readonly Mutation[] = [
  (frame) => frame,
  (frame, rng) => frame.slice(0, at(frame, rng)),
  (frame, rng) => [...frame, ...noise(rng)],
  (frame, rng) => frame.with(nextInt(rng, frame.length), byte(rng)),
  (frame, rng) => {
    const where = nextInt(rng, frame.length);
    return frame.with(where, (frame[where] as number) ^ (1 << nextInt(rng, 8)));
  },
  (frame, rng) => frame.toSpliced(at(frame, rng), nextInt(rng, 4), ...noise(rng)),
  (frame, rng) => [...frame.slice(0, at(frame, rng)), ...seed(rng)],
];

const seed = (rng: Rng): readonly number[] => SEEDS[nextInt(rng, SEEDS.length)] as number[];

/** One frame that a client might send who means no good: a valid prefix, mutated up to three times. */
export function hostileFrame(rng: Rng): Buffer {
  let frame = [...seed(rng)];
  for (let n = nextInt(rng, 4); n > 0 && frame.length > 0; n--) {
    frame = (MUTATIONS[nextInt(rng, MUTATIONS.length)] as Mutation)(frame, rng);
  }
  return Buffer.from(frame.slice(0, FRAME_MAX_BYTES));
}
