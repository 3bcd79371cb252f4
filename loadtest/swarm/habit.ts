/** So many answers show how a room answers. */
const ENOUGH = 40;
const SOON_SHARE = 0.8;

/**
 * Whether a room answers inputs as they come. One of ours does; another one may patch when somebody
 * has moved, and then owes nobody an answer within a second. Its first answers tell, once for all: a
 * server that slows down later must not pass for one of that kind.
 */
export class Habit {
  #answersAll: boolean | undefined;
  #soon = 0;
  #late = 0;

  constructor(ours: boolean) {
    if (ours) this.#answersAll = true;
  }

  /** False as long as nobody knows. */
  get answersAll(): boolean {
    return this.#answersAll ?? false;
  }

  /** Inputs were answered, of which so many late. */
  note(answered: number, late: number): void {
    if (this.#answersAll !== undefined) return;
    this.#soon += answered - late;
    this.#late += late;
    const all = this.#soon + this.#late;
    if (all >= ENOUGH) this.#answersAll = this.#soon / all >= SOON_SHARE;
  }
}
