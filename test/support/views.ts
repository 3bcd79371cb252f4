import { Decoder, Encoder, type Schema, type StateView } from "@colyseus/schema";
import { Views } from "../../rooms/views.ts";
import { arena } from "../../schema/arena/game.ts";
import { ArenaInput, ArenaState } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import { withBuffer } from "./buffer.ts";

/** Room for the state of a hundred and all that their views add. */
const BUFFER_BYTES = 256 * 1024;

/** A client at the end of a wire without a network. */
export interface Receiver {
  readonly id: string;
  readonly view: StateView;
  readonly state: ArenaState;
  /** Bytes of the last patch. */
  bytes: number;
  decode(bytes: Uint8Array): void;
}

/** An arena whose clients are shown what their views hold: the room's wiring without the room. */
export class ViewedArena {
  readonly world: ArenaWorld;
  readonly views: Views<ArenaWorld>;
  readonly receivers = new Map<string, Receiver>();
  readonly #encoder: Encoder;
  readonly #input = new ArenaInput();
  #seats = 0;

  constructor(seed: number, options: object) {
    this.world = arena.create(seed, arena.options.parse(options));
    this.views = new Views(this.world, arena.interest);
    this.#encoder = withBuffer(
      BUFFER_BYTES,
      () => new Encoder(this.world.state as unknown as Schema),
    );
  }

  seat(bot: boolean, id = `${bot ? "bot" : "person"}-${this.#seats}`): string {
    arena.join(this.world, { id, name: `N${this.#seats++}`, hue: 1, bot });
    this.views.seated(id);
    return id;
  }

  unseat(id: string): void {
    this.views.unseated(id);
    arena.leave(this.world, id);
    this.receivers.delete(id);
    this.views.dismiss(id);
  }

  /** A client that has just come gets the whole state. */
  connect(id: string): Receiver {
    const view = this.views.admit(id);
    const state = new ArenaState();
    const decoder = new Decoder(state);
    const receiver: Receiver = {
      ...{ id, view, state, bytes: 0 },
      decode(bytes) {
        receiver.bytes = bytes.length;
        decoder.decode(bytes as Buffer);
      },
    };
    // As a room does: what the last tick left is sent before anybody is let in.
    this.patch();
    this.receivers.set(id, receiver);
    const it = { offset: 0 };
    this.#encoder.encodeAll(it);
    receiver.decode(Uint8Array.from(this.#encoder.encodeAllView(view, it.offset, it)));
    return receiver;
  }

  /** One tick in which the bots' policy plays every seat, then the patch. */
  tick(): void {
    const { state, secret } = this.world;
    for (const id of [...state.players.keys()]) {
      const knows = (other: string) => this.views.knows(id, other);
      arena.bot({ state, id, tick: secret.tick, knows }, this.#input);
      arena.act(this.world, id, this.#input, livePosition);
    }
    arena.tick(this.world);
    this.views.update(secret.tick);
    this.patch();
  }

  patch(): void {
    const it = { offset: 0 };
    this.#encoder.encode(it);
    const { offset } = it;
    const sent = new Map<StateView, Uint8Array>();
    for (const { view, decode } of this.receivers.values()) {
      const bytes = sent.get(view) ?? Uint8Array.from(this.#encoder.encodeView(view, offset, it));
      sent.set(view, bytes);
      decode(bytes);
    }
    this.#encoder.discardChanges();
  }
}
