import assert from "node:assert/strict";
import * as ws from "ws";
import { FrameParser } from "../../engine/transport/parser.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";

/** Not in the types of `ws`. */
const { Receiver } = ws as unknown as {
  readonly Receiver: new (
    options: object,
  ) => NodeJS.EventEmitter & {
    /** What the stream would call later. */
    _write(chunk: Buffer, encoding: null, done: (error?: Error) => void): void;
  };
};
const SEED = Number(process.env.SEED ?? Date.now() % 1e9);
const STREAMS = 10_000;
const MAX_PAYLOAD = 300;
const OPCODES = [0, 0, 1, 1, 2, 2, 2, 8, 9, 10] as const;

type Heard = (string | number | boolean)[];

/** What the receiver of `ws` makes of these chunks. */
function stock(chunks: readonly Buffer[]): Heard[] {
  const heard: Heard[] = [];
  const receiver = new Receiver({ isServer: true, maxPayload: MAX_PAYLOAD, maxFragments: 16_384 });
  receiver.on("message", (data: Buffer, isBinary: boolean) =>
    heard.push(["message", data.toString("hex"), isBinary]),
  );
  for (const kind of ["ping", "pong"]) {
    receiver.on(kind, (data: Buffer) => heard.push([kind, data.toString("hex")]));
  }
  receiver.on("conclude", (code: number, reason: Buffer) =>
    heard.push(["close", code, reason.toString("hex")]),
  );
  receiver.on("error", () => {});
  for (const chunk of chunks) {
    receiver._write(Buffer.from(chunk), null, (error) => {
      if (error) heard.push(["failed", codeOf(error)]);
    });
    if (heard.some(([kind]) => kind === "close" || kind === "failed")) break;
  }
  return heard;
}

/** The code is behind a symbol of its own. */
function codeOf(error: Error): number {
  const [key] = Object.getOwnPropertySymbols(error).filter((symbol) =>
    String(symbol).includes("status-code"),
  );
  return key ? ((error as unknown as Record<symbol, number>)[key] ?? 0) : 0;
}

function ours(chunks: readonly Buffer[]): Heard[] {
  const heard: Heard[] = [];
  const hex = (data: Buffer) => data.toString("hex");
  const listener = {
    message: (data: Buffer, isBinary: boolean) => heard.push(["message", hex(data), isBinary]),
    fragment() {},
    pinged: (data: Buffer) => heard.push(["ping", hex(data)]),
    ponged: (data: Buffer) => heard.push(["pong", hex(data)]),
    left: (code: number, reason: Buffer) => heard.push(["close", code, hex(reason)]),
    failed: (code: number) => heard.push(["failed", code]),
  };
  const parser = new FrameParser(listener, MAX_PAYLOAD);
  for (const chunk of chunks) parser.read(Buffer.from(chunk));
  return heard;
}

function frame(rng: Rng): Buffer {
  const odd = (chance: number) => nextInt(rng, chance) === 0;
  const opcode = odd(60) ? nextInt(rng, 16) : (OPCODES[nextInt(rng, OPCODES.length)] as number);
  const long = [126, 130, 299, 300, 301, 400];
  const size = odd(8) ? (long[nextInt(rng, long.length)] as number) : nextInt(rng, 20);
  const data = Buffer.from(Array.from({ length: size }, () => nextInt(rng, odd(9) ? 256 : 128)));
  if (opcode === 8 && size > 1 && !odd(9)) data.writeUInt16BE(1000 + nextInt(rng, 16));
  const fin = opcode >= 8 ? !odd(40) : !odd(3);
  const rsv = odd(80) ? 0x10 << nextInt(rng, 3) : 0;
  const head = [(fin ? 0x80 : 0) | rsv | opcode];
  const mask = odd(80) ? 0 : 0x80;
  head.push(...lengthOf(rng, size, mask));
  const key = [0, 1, 2, 3].map(() => (odd(5) ? 0 : nextInt(rng, 256)));
  if (mask) head.push(...key);
  const masked = mask ? data.map((byte, n) => byte ^ (key[n % 4] as number)) : data;
  return Buffer.concat([Buffer.from(head), masked]);
}

/** Lengths may be written longer than they need to be. */
function lengthOf(rng: Rng, size: number, mask: number): number[] {
  if (size < 126 && nextInt(rng, 30) > 0) return [mask | size];
  if (nextInt(rng, 20) > 0) return [mask | 126, size >> 8, size & 255];
  const high = nextInt(rng, 9) === 0 ? 255 : 0;
  return [mask | 127, 0, high, 0, 0, 0, 0, size >> 8, size & 255];
}

/** Pieces as a network makes them. */
function cut(bytes: Buffer, rng: Rng): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = nextInt(rng, 3) === 0 ? 1 + nextInt(rng, 4) : 1 + nextInt(rng, 500);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

describe("engine/transport/parser", () => {
  it(`[EN23] hears what the receiver of ws hears, whatever comes (SEED=${SEED})`, () => {
    const rng = { rng: SEED };
    const kinds = new Set<string>();
    for (let n = 0; n < STREAMS; n++) {
      const frames = Array.from({ length: 1 + nextInt(rng, 12) }, () => frame(rng));
      const chunks = cut(Buffer.concat(frames), rng);
      const expected = stock(chunks);
      assert.deepEqual(ours(chunks), expected, `stream ${n}`);
      for (const [kind, code] of expected) {
        kinds.add(kind === "failed" || kind === "close" ? `${kind} ${code}` : String(kind));
      }
    }
    for (const kind of ["message", "ping", "pong", "close 1000", "close 1005", "failed 1002"]) {
      assert.ok(kinds.has(kind), kind);
    }
    for (const kind of ["failed 1007", "failed 1009"]) assert.ok(kinds.has(kind), kind);
  });

  it("[EN23] pieces without content come to an end", () => {
    const heard: number[] = [];
    const quiet = () => {};
    const parser = new FrameParser(
      {
        message: quiet,
        fragment: quiet,
        pinged: quiet,
        ponged: quiet,
        left: quiet,
        failed: (code) => heard.push(code),
      },
      MAX_PAYLOAD,
    );
    const piece = (first: number) => Buffer.from([first, 0x80, 0, 0, 0, 0]);
    parser.read(piece(2));
    for (let n = 0; n < 20_000; n++) parser.read(piece(0));
    assert.deepEqual(heard, [1008]);
  });
});
