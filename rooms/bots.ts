/**
 * The bots that a process may have in all of its rooms together. They cost what players cost, and
 * anybody may ask for a hundred: 45 such rooms of nine guests took all of a processor, and every
 * other room ticked late.
 */
export class BotBudget {
  readonly #max: number;
  #used = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** May there be one more? */
  take(): boolean {
    if (this.#used >= this.#max) return false;
    this.#used++;
    return true;
  }

  give(): void {
    this.#used--;
  }
}
