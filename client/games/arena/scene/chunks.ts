/** Side of a piece of ground in world px. */
export const CHUNK = 256;

/** A part of the world in px. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Columns and rows of chunks, first and last; filled anew each frame. */
export interface ChunkRange {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The ground, cut into chunks. */
export class ChunkGrid {
  readonly columns: number;
  readonly rows: number;
  readonly #area: Area;

  constructor(area: Area) {
    this.#area = area;
    this.columns = Math.ceil(area.width / CHUNK);
    this.rows = Math.ceil(area.height / CHUNK);
  }

  get count(): number {
    return this.columns * this.rows;
  }

  /** Where the chunk lies in the world. */
  areaOf(index: number): Area {
    const x = this.#area.x + (index % this.columns) * CHUNK;
    const y = this.#area.y + Math.floor(index / this.columns) * CHUNK;
    return { x, y, width: CHUNK, height: CHUNK };
  }

  /** Writes the chunks that touch a view (its centre and half its size, in world px) into `range`. */
  cover(range: ChunkRange, { x, y, halfX, halfY }: View): void {
    const { columns, rows } = this;
    range.left = clamp(Math.floor((x - halfX - this.#area.x) / CHUNK), columns - 1);
    range.right = clamp(Math.floor((x + halfX - this.#area.x) / CHUNK), columns - 1);
    range.top = clamp(Math.floor((y - halfY - this.#area.y) / CHUNK), rows - 1);
    range.bottom = clamp(Math.floor((y + halfY - this.#area.y) / CHUNK), rows - 1);
  }
}

export interface View {
  readonly x: number;
  readonly y: number;
  readonly halfX: number;
  readonly halfY: number;
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(last, value));

/** Which of a fixed number of slots holds which chunk; the one not needed for longest is reused. */
export class ChunkSlots {
  /** Slot of each chunk, -1 for none. */
  readonly #slotOf: Int16Array;
  readonly #chunkOf: Int32Array;
  readonly #needed: Float64Array;

  constructor(chunks: number, slots: number) {
    this.#slotOf = new Int16Array(chunks).fill(-1);
    this.#chunkOf = new Int32Array(slots).fill(-1);
    this.#needed = new Float64Array(slots).fill(-1);
  }

  get size(): number {
    return this.#chunkOf.length;
  }

  holds(chunk: number): boolean {
    return (this.#slotOf[chunk] as number) >= 0;
  }

  /** The slot that holds `chunk`, which is needed in this frame; -1 for none. */
  find(chunk: number, frame: number): number {
    const slot = this.#slotOf[chunk] as number;
    if (slot >= 0) this.#needed[slot] = frame;
    return slot;
  }

  /** A slot for `chunk`, taken from a chunk that this frame does not need; -1 when it needs all. */
  take(chunk: number, frame: number): number {
    let oldest = -1;
    for (let slot = 0; slot < this.#needed.length; slot++) {
      const needed = this.#needed[slot] as number;
      if (needed < frame && (oldest < 0 || needed < (this.#needed[oldest] as number))) {
        oldest = slot;
      }
    }
    if (oldest < 0) return -1;
    const held = this.#chunkOf[oldest] as number;
    if (held >= 0) this.#slotOf[held] = -1;
    this.#slotOf[chunk] = oldest;
    this.#chunkOf[oldest] = chunk;
    this.#needed[oldest] = frame;
    return oldest;
  }
}
