import type { Bans, Guest, Revocations } from "../rooms/deps.ts";
import { TOKEN_LIFETIME_MS } from "./guests.ts";

type Listener = (isDenied: (guest: Guest) => boolean) => void;

/** Who listens for denials. */
class Listeners {
  readonly #all = new Set<Listener>();

  watch(listener: Listener): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(isDenied: (guest: Guest) => boolean): void {
    for (const listener of this.#all) listener(isDenied);
  }
}

/** The operator's bans of guests and browsers, in memory: a restart forgets them. */
export class MemoryBans implements Bans {
  readonly #ids = new Set<string>();
  readonly #listeners = new Listeners();

  has({ id, device }: Guest): boolean {
    return this.#ids.has(id) || this.#ids.has(device);
  }

  watch(listener: Listener): () => void {
    return this.#listeners.watch(listener);
  }

  /** @param id of a guest, or of a browser and thereby of all its guests */
  ban(id: string): void {
    this.#ids.add(id);
    this.#listeners.tell((guest) => guest.id === id || guest.device === id);
  }

  lift(id: string): void {
    this.#ids.delete(id);
  }
}

/** Guests whose tokens count no more, in memory, for as long as one of theirs could be valid. */
export class MemoryRevocations implements Revocations {
  /** Guest id → when the last token has expired, unix ms; in the order of revoking. */
  readonly #until = new Map<string, number>();
  readonly #listeners = new Listeners();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  has({ id }: Guest): boolean {
    const until = this.#until.get(id);
    return until !== undefined && until > this.#now();
  }

  watch(listener: Listener): () => void {
    return this.#listeners.watch(listener);
  }

  revoke(id: string): void {
    const now = this.#now();
    for (const [old, until] of this.#until) if (until <= now) this.#until.delete(old);
    this.#until.delete(id);
    this.#until.set(id, now + TOKEN_LIFETIME_MS);
    this.#listeners.tell((guest) => guest.id === id);
  }
}
