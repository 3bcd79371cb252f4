import type { Book } from "./recorder.ts";

/** The patches of one client: how regularly they come, and whether all do that should. */
export class PatchMeter {
  readonly #book: Book;
  readonly #nominalMs: number | undefined;
  #lastAt: number | undefined;
  #owedMs = 0;

  /** @param nominalMs time between two patches to this client; undefined: nobody has promised any */
  constructor(book: Book, nominalMs: number | undefined) {
    this.#book = book;
    this.#nominalMs = nominalMs;
  }

  came(now: number): void {
    const { counts, tapes } = this.#book;
    const interval = this.#lastAt === undefined ? undefined : now - this.#lastAt;
    this.#lastAt = now;
    if (interval !== undefined) tapes.interval.record(interval);
    if (this.#nominalMs === undefined) return;
    counts.patches++;
    if (interval !== undefined) tapes.jitter.record(Math.abs(interval - this.#nominalMs));
  }

  /** A connected client has sent, as it does every `inputMs`: so much later there will be patches. */
  owed(inputMs: number): void {
    if (this.#nominalMs === undefined) return;
    this.#owedMs += inputMs;
    for (; this.#owedMs >= this.#nominalMs; this.#owedMs -= this.#nominalMs) {
      this.#book.counts.patchesDue++;
    }
  }

  /** A decision is taken now, by what the newest patch has told. */
  decided(now: number): void {
    if (this.#lastAt !== undefined) this.#book.tapes.staleness.record(now - this.#lastAt);
  }

  /** The line broke: the time until it is back is no interval. */
  broke(): void {
    this.#lastAt = undefined;
  }
}
