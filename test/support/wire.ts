import { Decoder, Encoder, type Schema, StateView } from "@colyseus/schema";
import type { GameState } from "../../schema/lib/game.ts";
import { ALLY, OWNER, SIGHT } from "../../schema/lib/views.ts";
import { withBuffer } from "./buffer.ts";

/** A server's encoder and the decoder of a client that is shown everything, with nothing between. */
export function wirePair(state: GameState): { patch(): Uint8Array; decoded(): unknown } {
  const root = state as unknown as Schema;
  const encoder = withBuffer(64 * 1024, () => new Encoder(root));
  const mirror = new (state.constructor as new () => Schema)();
  const decoder = new Decoder(mirror);
  const view = new StateView();
  const shown = new Set<object>();
  const show = () => {
    for (const id of state.players.keys()) {
      const player = state.players.get(id);
      if (!player || shown.has(player)) continue;
      shown.add(player);
      for (const tag of [OWNER, ALLY, SIGHT]) view.add(player as never, tag);
    }
  };
  const take = (it: { offset: number }, bytes: Uint8Array): Uint8Array => {
    encoder.discardChanges();
    decoder.decode(Buffer.from(bytes));
    it.offset = 0;
    return bytes;
  };
  show();
  const it = { offset: 0 };
  encoder.encodeAll(it);
  take(it, Uint8Array.from(encoder.encodeAllView(view, it.offset, it)));
  return {
    patch() {
      show();
      encoder.encode(it);
      return take(it, Uint8Array.from(encoder.encodeView(view, it.offset, it)));
    },
    decoded: () => JSON.parse(JSON.stringify(mirror)),
  };
}
