import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { type Client, ClientState, SchemaSerializer } from "@colyseus/core";
import { schema, t } from "@colyseus/schema";
import * as ws from "ws";
import { Template } from "../../engine/transport/template.ts";

/** Not in the types of `ws`. */
const { Sender } = ws as unknown as {
  readonly Sender: { frame(data: Buffer, options: object): Buffer[] };
};
const PATCH = 15;

describe("engine/transport/template", () => {
  /** What a socket does with a write: the bytes leave at once or stay as a reference. */
  function wire(isFull: boolean) {
    const written: Buffer[] = [];
    const socket = {
      writableLength: 0,
      write(bytes: Buffer) {
        if (isFull) socket.writableLength += bytes.length;
        written.push(isFull ? bytes : Buffer.from(bytes));
        return !isFull;
      },
    };
    return { socket: socket as unknown as Socket, written };
  }
  const stockFrame = (payload: Uint8Array) => {
    const options = { fin: true, rsv1: false, opcode: 2, mask: false, readOnly: false };
    return Buffer.concat(Sender.frame(Buffer.from(payload), options));
  };
  const body = (length: number, fill: number) => {
    const bytes = new Uint8Array(length).fill(fill);
    bytes[0] = PATCH;
    return bytes;
  };

  it("[EN16] a frame is what `ws` would make of the message, at every length of header", () => {
    for (const length of [1, 2, 117, 118, 125, 126, 1000, 65_527, 65_535, 65_536, 70_000]) {
      for (const time of [undefined, 7]) {
        const template = new Template();
        template.load(body(length, 3), length, time);
        assert.deepEqual(template.copy(9), stockFrame(template.payload(9)));
      }
    }
  });

  it("[EN16] the time and the input stand after the code, then the patch", () => {
    const template = new Template();
    template.load(body(4, 3), 4, 0x01020304);
    assert.equal(
      Buffer.from(template.payload(0x0a0b0c0d)).toString("hex"),
      "8f040302010d0c0b0a030303",
    );
  });

  it("[EN16] what a slow reader has in its queue is never written over", () => {
    const [slow, quick] = [wire(true), wire(false)];
    const template = new Template();
    const kept: string[] = [];
    for (let n = 0; n < 50; n++) {
      template.load(body(20 + (n % 3), n), 20 + (n % 3), n);
      for (const { socket } of [quick, slow, quick]) template.write(socket, n);
      kept.push(slow.written.at(-1)?.toString("hex") ?? "");
    }
    assert.deepEqual(
      slow.written.map((bytes) => bytes.toString("hex")),
      kept,
    );
    assert.equal(quick.written.at(-1)?.toString("hex"), kept.at(-1));
  });

  it("[EN16] canary: stock still hands out the buffer that the next patch overwrites", () => {
    const State = schema({ n: t.uint32().default(0) }, "CanaryState");
    const state = new State();
    const serializer = new SchemaSerializer();
    serializer.reset(state);
    const frames: Uint8Array[] = [];
    const client = { state: ClientState.JOINED, raw: (bytes: Uint8Array) => frames.push(bytes) };
    const texts: string[] = [];
    for (let n = 1; n <= 2; n++) {
      state.n = n;
      serializer.applyPatches([client as unknown as Client]);
      texts.push(Buffer.from(frames[0] as Uint8Array).toString("hex"));
    }
    assert.notEqual(texts[0], texts[1]);
  });
});
