import { type Client, ClientState } from "@colyseus/core";
import type { StateView } from "@colyseus/schema";
import type { Log } from "./log.ts";
import type { Format } from "./messages.ts";
import { awaitsResync, resync } from "./resync.ts";
import { Shown } from "./shown.ts";

/** Looking may take this share of the time: after a look that took 1 ms none follows for 100. */
const COST = 0.01;
/** Leaves that are sent to find a difference; larger states are healed without a path. */
const LEAVES_MAX = 4000;
/** Numbers per leaf: the reference id of what holds it, and its hash. */
const LEAF_NUMBERS = 2;
const PATH_MAX = 200;

type Leaf = (refId: number, slot: number, hash: number, path: string) => void;

/** A hash of a state as one client may know it; both sides must use the same one. */
export interface StateDigest {
  of(state: object, shows?: Shown, leaf?: Leaf): number;
}

/**
 * For states of which full states and patches tell the same. Fields that one of them leaves out
 * (`patchOnly`, `fullStateOnly`, `unreliable`, streams), and arrays that a view filters, whose order
 * nobody keeps, would differ on honest clients.
 */
export interface DesyncSettings {
  readonly digest: StateDigest;
  /** Each client is asked once in so many ms. */
  readonly everyMs: number;
  /**
   * Message types. `check` carries `[tick, hash]`, `leaves` the state's leaves as 32-bit numbers in
   * little-endian pairs, and a client answers with `report`: `[tick]`, then `[tick, path]`.
   */
  readonly messages: { readonly check: string; readonly leaves: string; readonly report: string };
  /** Of a {@link Report}. */
  readonly reportFormat: Format;
}

type Report = readonly [tick: number, path?: string | undefined];

interface Watched {
  readonly roomId: string;
  readonly roomName: string;
  readonly state: object;
  readonly clients: readonly Client[];
  onMessage(type: string, format: any, listener: (client: Client, report: Report) => void): unknown;
}

/** What one client was asked last. */
interface Asked {
  tick: number;
  answer: "none" | "differs" | "told";
}

/**
 * Tells whether clients hold what they should: now and then each gets a hash of what it may know
 * after this patch, compares it with its own, and says so when they differ. Then it gets the leaves
 * of the right state, to say where, and the full state anew. Each distinct view is one look, and
 * looks are spread over the time between two of the same client.
 */
export class DesyncWatch {
  readonly #room: Watched;
  readonly #log: Log;
  readonly #settings: DesyncSettings;
  readonly #shown = new Shown();
  readonly #asked = new WeakMap<Client, Asked>();
  readonly #ailing = new Set<Client>();
  #round: (StateView | undefined)[] = [];
  #roundAt = Number.NEGATIVE_INFINITY;
  #roundSize = 0;
  #restUntil = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(room: Watched, log: Log, settings: DesyncSettings) {
    this.#room = room;
    this.#log = log;
    this.#settings = settings;
    const { messages, reportFormat } = settings;
    room.onMessage(messages.report, reportFormat, (client, report) => this.#report(client, report));
  }

  /** Clients that held something else than they should, since the room began. */
  get count(): number {
    return this.#count;
  }

  /**
   * Right after each patch, before anything else changes.
   * @param now monotonic ms
   */
  look(tick: number, now: number): void {
    if (this.#ailing.size > 0) for (const client of this.#ailing) this.#heal(client);
    if (now < this.#restUntil || !this.#isDue(now)) return;
    const started = performance.now();
    this.#check(this.#round.pop(), tick);
    this.#restUntil = now + (performance.now() - started) / COST;
  }

  #isDue(now: number): boolean {
    const { everyMs } = this.#settings;
    if (this.#round.length === 0) {
      if (now - this.#roundAt < everyMs) return false;
      this.#roundAt = now;
      this.#round = [...new Set(this.#room.clients.map(({ view }) => view))];
      this.#roundSize = this.#round.length;
    }
    const done = this.#roundSize - this.#round.length;
    return this.#round.length > 0 && now - this.#roundAt >= (done * everyMs) / this.#roundSize;
  }

  #check(view: StateView | undefined, tick: number): void {
    const { digest, messages } = this.#settings;
    const current = this.#room.clients.filter(
      (client) =>
        client.view === view && client.state === ClientState.JOINED && !awaitsResync(client),
    );
    if (current.length === 0) return;
    this.#shown.view = view;
    const hash = digest.of(this.#room.state, this.#shown);
    for (const client of current) {
      this.#asked.set(client, { tick, answer: "none" });
      client.send(messages.check as never, [tick, hash] as never);
    }
  }

  /** Only what was asked for is heard, once: a client costs at most one full state per round. */
  #report(client: Client, [tick, path]: Report): void {
    const asked = this.#asked.get(client);
    if (!asked || asked.tick !== tick) return;
    const { roomId, roomName } = this.#room;
    const where = { roomId, roomName, sessionId: client.sessionId, tick };
    if (asked.answer === "none") {
      asked.answer = "differs";
      this.#count++;
      this.#ailing.add(client);
      this.#log.warn(where, "state desync");
    } else if (asked.answer === "differs" && path !== undefined) {
      asked.answer = "told";
      this.#log.warn({ ...where, path: path.slice(0, PATH_MAX) }, "state desync found");
    }
  }

  #heal(client: Client): void {
    this.#ailing.delete(client);
    if (client.state !== ClientState.JOINED) return;
    if (!awaitsResync(client)) {
      this.#shown.view = client.view;
      const leaves = leavesOf(this.#settings.digest, this.#room.state, this.#shown);
      if (leaves) client.sendBytes(this.#settings.messages.leaves, leaves);
    }
    resync(client);
  }
}

/** Pairs of a leaf's holder and its hash, or undefined for too large a state. */
function leavesOf(digest: StateDigest, state: object, shown: Shown): Buffer | undefined {
  const numbers: number[] = [];
  digest.of(state, shown, (refId, _slot, hash) => {
    if (numbers.length <= LEAVES_MAX * LEAF_NUMBERS) numbers.push(refId, hash);
  });
  if (numbers.length > LEAVES_MAX * LEAF_NUMBERS) return undefined;
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeInt32LE(number | 0, i * 4);
  return bytes;
}
