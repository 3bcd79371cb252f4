import { Decoder, Encoder, type Schema } from "@colyseus/schema";

/** A server's encoder and a client's decoder with nothing between them. */
export function wirePair(state: object): { patch(): Uint8Array; decoded(): unknown } {
  Encoder.BUFFER_SIZE = 64 * 1024;
  const encoder = new Encoder(state as Schema);
  const mirror = new (state.constructor as new () => Schema)();
  const decoder = new Decoder(mirror);
  decoder.decode(Buffer.from(encoder.encodeAll({ offset: 0 })));
  encoder.discardChanges();
  return {
    patch() {
      const bytes = Buffer.from(encoder.encode({ offset: 0 }));
      encoder.discardChanges();
      decoder.decode(bytes);
      return bytes;
    },
    decoded: () => JSON.parse(JSON.stringify(mirror)),
  };
}
