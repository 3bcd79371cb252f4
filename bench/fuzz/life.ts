import { type Client, ClientState, Protocol, SchemaSerializer } from "@colyseus/core";
import { type Decoder, Reflection, StateView } from "@colyseus/schema";
import { CODE_MASK } from "../../engine/frames.ts";
import { joinQueue } from "../../engine/joins.ts";
import { QuietSerializer } from "../../engine/quiet.ts";
import { Shown } from "../../engine/shown.ts";
import { forgetIndexes } from "../../netplay/desync.ts";
import { Digest } from "../../schema/lib/digest.ts";
import { canonical } from "../../schema/lib/hash.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import { type FuzzState, FuzzWorld } from "./world.ts";

const [TICKS, ACTS_MAX, TICK_MS] = [120, 12, 33];
const PREFIX = 9;
const JOIN = Uint8Array.of(Protocol.JOIN_ROOM);

/** How newcomers get the state: as Colyseus does it, or as our rooms do. */
export type Manner = "stock" | "ours";

/** What a serializer reads and calls of a client; behind it a decoder as the SDK uses it. */
class Receiver {
  state: ClientState = ClientState.JOINING;
  missed = false;
  behind = false;
  readonly view: StateView | undefined;
  readonly #decoder: Decoder;

  constructor(view: StateView | undefined, handshake: Uint8Array) {
    this.view = view;
    this.#decoder = Reflection.decode(handshake);
  }

  get decoded(): object {
    return this.#decoder.state;
  }

  isBehind(): boolean {
    if (this.behind) this.missed = true;
    return this.behind;
  }

  raw(frame: Uint8Array): void {
    const it = { offset: PREFIX };
    const bytes = Buffer.from(frame);
    if (bytes.length <= PREFIX) return;
    const isFull = ((bytes[0] as number) & CODE_MASK) === Protocol.ROOM_STATE;
    if (isFull && this.#decoder.root.refs.size > 1) {
      forgetIndexes(this.#decoder);
      this.#decoder.decodeResync(bytes, it);
    } else this.#decoder.decode(bytes, it);
  }
}

/**
 * A random life of one state, and of clients with views of their own, shared ones and none, who
 * join, leave and fall behind at any moment.
 * @returns what differs first, or undefined when everybody held the right state all the time
 */
export function live(seed: number, manner: Manner): string | undefined {
  return new Life(seed, manner).run();
}

class Life {
  readonly #rng: Rng;
  readonly #manner: Manner;
  readonly #views = [new StateView(), new StateView(), new StateView()];
  readonly #world: FuzzWorld;
  readonly #serializer: SchemaSerializer<FuzzState>;
  readonly #clients: Receiver[] = [];
  readonly #joins = joinQueue((client) => this.#enter(client as unknown as Receiver));
  readonly #digest = new Digest();
  readonly #shown = new Shown();
  #now = 0;

  constructor(seed: number, manner: Manner) {
    this.#rng = { rng: seed };
    this.#manner = manner;
    this.#world = new FuzzWorld(this.#rng, this.#views);
    this.#serializer = manner === "ours" ? new QuietSerializer() : new SchemaSerializer();
    this.#serializer.reset(this.#world.state);
  }

  run(): string | undefined {
    for (let tick = 0; tick < TICKS; tick++) {
      for (let acts = nextInt(this.#rng, ACTS_MAX); acts > 0; acts--) {
        this.#world.act();
        if (nextInt(this.#rng, 12) === 0) this.#comeOrGo();
      }
      this.#now += TICK_MS;
      this.#serializer.applyPatches(this.#clients as unknown as Client[], undefined, this.#timing);
      this.#joins.admitAll();
      const difference = this.#difference();
      if (difference) return `tick ${tick}: ${difference}`;
    }
    return undefined;
  }

  get #timing(): { sNow: number } {
    return { sNow: this.#now };
  }

  #comeOrGo(): void {
    const at = nextInt(this.#rng, 8);
    const client = this.#clients[at];
    const canLag = this.#manner === "ours";
    if (!client) this.#join(this.#views[nextInt(this.#rng, this.#views.length + 1)]);
    else if (canLag && nextInt(this.#rng, 2)) client.behind = !client.behind;
    else this.#clients.splice(at, 1);
  }

  #join(view: StateView | undefined): void {
    const client = new Receiver(view, this.#serializer.handshake());
    this.#clients.push(client);
    if (this.#manner === "ours") this.#joins.take(client as unknown as Client, JOIN);
    else this.#enter(client);
  }

  #enter(client: Receiver): void {
    client.state = ClientState.JOINED;
    client.raw(this.#serializer.getFullState(client as unknown as Client, this.#timing));
  }

  #difference(): string | undefined {
    for (const client of this.#clients) {
      if (client.state !== ClientState.JOINED || client.missed) continue;
      this.#shown.view = client.view;
      const right = this.#digest.of(this.#world.state, this.#shown);
      if (this.#digest.of(client.decoded) !== right) {
        return `a client ${nameOf(client, this.#views)} holds something else`;
      }
    }
    return this.#manner === "ours" ? this.#unlike() : undefined;
  }

  /** Without the hash: does whoever comes now, with the same view, see the same? */
  #unlike(): string | undefined {
    const client = this.#clients[nextInt(this.#rng, 8)];
    if (!client || client.state !== ClientState.JOINED || client.missed) return undefined;
    const newcomer = new Receiver(client.view, this.#serializer.handshake());
    newcomer.raw(this.#serializer.getFullState(newcomer as unknown as Client, this.#timing));
    const [held, fresh] = [client, newcomer].map(({ decoded }) =>
      canonical(decoded).replace('"fog":{},', ""),
    );
    if (held === fresh) return undefined;
    return `a client ${nameOf(client, this.#views)} is unlike a newcomer: ${held} ${fresh}`;
  }
}

const nameOf = ({ view }: Receiver, views: readonly StateView[]): string =>
  view ? `of view ${views.indexOf(view)}` : "without a view";
