/** A place on a plane. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Reach {
  /** Who is nearer than this comes into sight… */
  readonly radius: number;
  /** … and leaves it this much farther away. */
  readonly hysteresis: number;
}

/** Columns of cells per row in a cell's key; positions are never so far out. */
const ROW = 65_536;

/**
 * Who is near whom, by a uniform grid whose cells are as large as one can see: whoever is in sight
 * stands in one's own cell or in one of the eight around it.
 */
export class InterestGrid {
  readonly #near: number;
  readonly #far: number;
  readonly #cell: number;
  readonly #cells = new Map<number, string[]>();
  readonly #spots = new Map<string, Spot>();

  constructor({ radius, hysteresis }: Reach) {
    this.#near = radius * radius;
    this.#cell = radius + hysteresis;
    this.#far = this.#cell * this.#cell;
  }

  /** Forgets where everybody was; {@link place} them anew before asking. */
  clear(): void {
    this.#spots.clear();
    // The lists are kept: the same cells are used again and again.
    for (const cell of this.#cells.values()) cell.length = 0;
  }

  /** @param spot kept until the next {@link clear}: it may not move meanwhile */
  place(id: string, spot: Spot): void {
    this.#spots.set(id, spot);
    const key = this.#key(this.#index(spot.x), this.#index(spot.y));
    const cell = this.#cells.get(key);
    if (cell) cell.push(id);
    else this.#cells.set(key, [id]);
  }

  /** Who is in sight from `eye`, of whom those in `known` were before. */
  around(eye: Spot, known: ReadonlySet<string>): Set<string> {
    const seen = new Set<string>();
    const column = this.#index(eye.x);
    const row = this.#index(eye.y);
    for (let i = 0; i < 9; i++) {
      const key = this.#key(column + (i % 3) - 1, row + Math.floor(i / 3) - 1);
      for (const id of this.#cells.get(key) ?? []) {
        const limit = known.has(id) ? this.#far : this.#near;
        if (this.#square(eye, id) <= limit) seen.add(id);
      }
    }
    return seen;
  }

  /** Is somebody who was in sight too far away now? */
  isLost(eye: Spot, id: string): boolean {
    return this.#square(eye, id) > this.#far;
  }

  #square(eye: Spot, id: string): number {
    const spot = this.#spots.get(id);
    return spot ? (spot.x - eye.x) ** 2 + (spot.y - eye.y) ** 2 : Infinity;
  }

  #index(at: number): number {
    return Math.floor(at / this.#cell);
  }

  #key(column: number, row: number): number {
    return row * ROW + column;
  }
}
