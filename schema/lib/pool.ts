/**
 * Instances that are used again. Colyseus gives each new instance a reference id and never takes it
 * back: in a room that lasts, ids would grow from one byte to three, in every patch. An instance
 * that returns keeps its id. (The library's own pool resets its instances, ids included.)
 */
export class Pool<T extends object> {
  readonly #make: () => T;
  readonly #free: T[] = [];

  constructor(make: () => T) {
    this.#make = make;
  }

  /** A free instance as it was left, or a new one: assign every field. */
  take(): T {
    return this.#free.pop() ?? this.#make();
  }

  give(instance: T): void {
    this.#free.push(instance);
  }
}

/** One pool per room, by its state: what is free in it is no part of the truth. */
export function pools<T extends object>(make: () => T): (state: object) => Pool<T> {
  const byState = new WeakMap<object, Pool<T>>();
  return (state) => {
    let pool = byState.get(state);
    if (!pool) {
      pool = new Pool(make);
      byState.set(state, pool);
    }
    return pool;
  };
}
