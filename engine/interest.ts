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

/** Where somebody stood when everybody was placed last: plain numbers, read by everybody around. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

interface OwnPlace extends Place {
  x: number;
  y: number;
  /** The round in which it was set. */
  round: number;
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
  readonly #cells = new Map<number, OwnPlace[]>();
  readonly #places = new Map<string, OwnPlace>();
  #round = 0;

  constructor({ radius, hysteresis }: Reach) {
    this.#near = radius * radius;
    this.#cell = radius + hysteresis;
    this.#far = this.#cell * this.#cell;
  }

  /** Forgets where everybody was; {@link place} them anew before asking. */
  clear(): void {
    this.#round++;
    // The lists are kept: the same cells are used again and again.
    for (const cell of this.#cells.values()) cell.length = 0;
  }

  place(id: string, { x, y }: Spot): void {
    const place = this.of(id) as OwnPlace;
    place.x = x;
    place.y = y;
    place.round = this.#round;
    const key = this.#key(this.#index(x), this.#index(y));
    const cell = this.#cells.get(key);
    if (cell) cell.push(place);
    else this.#cells.set(key, [place]);
  }

  /** The place of one that will be placed, if it is not yet: the same one until {@link forget}. */
  of(id: string): Place {
    const known = this.#places.get(id);
    if (known) return known;
    const place = { id, x: 0, y: 0, round: -1 };
    this.#places.set(id, place);
    return place;
  }

  /** This one will not be placed again. */
  forget(id: string): void {
    this.#places.delete(id);
  }

  /** Who is in sight from `eye`, of whom those in `known` were before. */
  around(eye: Spot, known: ReadonlySet<Place>): Set<Place> {
    const seen = new Set<Place>();
    const column = this.#index(eye.x);
    const row = this.#index(eye.y);
    for (let i = 0; i < 9; i++) {
      const key = this.#key(column + (i % 3) - 1, row + Math.floor(i / 3) - 1);
      for (const place of this.#cells.get(key) ?? []) {
        const square = squareOf(eye, place);
        if (square <= this.#near || (square <= this.#far && known.has(place))) seen.add(place);
      }
    }
    return seen;
  }

  /** Is somebody who was in sight too far away now? */
  isLost(eye: Spot, place: Place): boolean {
    return (place as OwnPlace).round !== this.#round || squareOf(eye, place) > this.#far;
  }

  #index(at: number): number {
    return Math.floor(at / this.#cell);
  }

  #key(column: number, row: number): number {
    return row * ROW + column;
  }
}

const squareOf = (eye: Spot, { x, y }: Place): number => (x - eye.x) ** 2 + (y - eye.y) ** 2;
