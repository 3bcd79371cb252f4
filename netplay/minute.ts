/** Whole seconds that are kept. */
export const MINUTE_S = 60;
const SECOND_MS = 1000;
/** The whole ones and the one that runs. */
const SLOTS = MINUTE_S + 1;

/** Numbers by the second in which they fell, for the last minute; no garbage once it is made. */
export class Minute<Name extends string> {
  readonly #began: number;
  readonly #rings: Readonly<Record<Name, Float64Array>>;
  readonly #all: readonly Float64Array[];
  /** The running second, counted from the start. */
  #second = 0;

  /** @param now ms of a clock that never goes back, as in all that follows */
  constructor(names: readonly Name[], now: number) {
    this.#began = now;
    this.#all = names.map(() => new Float64Array(SLOTS));
    const rings = names.map((name, i) => [name, this.#all[i]] as const);
    this.#rings = Object.fromEntries(rings) as Record<Name, Float64Array>;
  }

  /** Whole seconds since the start. */
  get seconds(): number {
    return this.#second;
  }

  /** Moves on to `now`; seconds in which nothing was called are zero. */
  at(now: number): void {
    const second = Math.floor((now - this.#began) / SECOND_MS);
    if (second <= this.#second) return;
    const from = Math.max(this.#second + 1, second - MINUTE_S);
    for (let begun = from; begun <= second; begun++) {
      for (const ring of this.#all) ring[begun % SLOTS] = 0;
    }
    this.#second = second;
  }

  add(name: Name, amount: number): void {
    const slot = this.#second % SLOTS;
    this.#rings[name][slot] = (this.#rings[name][slot] ?? 0) + amount;
  }

  /** Keeps the largest of the second. */
  raise(name: Name, amount: number): void {
    const slot = this.#second % SLOTS;
    this.#rings[name][slot] = Math.max(this.#rings[name][slot] ?? 0, amount);
  }

  /** Sum, the running second included. */
  total(name: Name): number {
    return this.#rings[name].reduce(sum);
  }

  largest(name: Name): number {
    return this.#rings[name].reduce(larger);
  }

  /** The smallest that is not zero; 0 for none. */
  smallest(name: Name): number {
    return this.#rings[name].reduce(smallerOfSome, 0);
  }

  /** Per second, over the last whole seconds; 0 before the first has passed. */
  rate(name: Name, over: number): number {
    const seconds = Math.min(over, this.#second, MINUTE_S);
    let total = 0;
    for (let back = 1; back <= seconds; back++) total += this.#before(name, back);
    return seconds === 0 ? 0 : total / seconds;
  }

  /** Copies the whole seconds into 60 places, oldest first, the newest last. */
  copy(name: Name, into: Float64Array): void {
    for (let back = 1; back <= MINUTE_S; back++) into[MINUTE_S - back] = this.#before(name, back);
  }

  #before(name: Name, back: number): number {
    return this.#rings[name][(this.#second - back + SLOTS) % SLOTS] ?? 0;
  }
}

const sum = (a: number, b: number): number => a + b;
const larger = (a: number, b: number): number => Math.max(a, b);
const smallerOfSome = (a: number, b: number): number => (a === 0 || (b > 0 && b < a) ? b || a : a);
