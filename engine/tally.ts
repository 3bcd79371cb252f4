/** Ids are few words of our own. Should one day a client choose them, they still cost no memory. */
const IDS_MAX = 100;
const OTHER = "other";

/** Counts what happened, by stable id. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(id: string): void {
    const key = this.#counts.has(id) || this.#counts.size < IDS_MAX ? id : OTHER;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}
