/** Counts values by their size. Noting one costs nanoseconds: sums are for whoever asks. */
export class Histogram {
  /** Upper bounds, ascending. */
  readonly bounds: readonly number[];
  /** Values up to each bound and above the one before it; the last: above all. */
  readonly counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  get sum(): number {
    return this.#sum;
  }

  note(value: number): void {
    const { bounds, counts } = this;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] as number)) at++;
    counts[at] = (counts[at] as number) + 1;
    this.#sum += value;
  }

  /** Adds what another one of the same bounds has counted. */
  add(other: Histogram): void {
    const { counts } = this;
    for (let at = 0; at < counts.length; at++) {
      counts[at] = (counts[at] as number) + (other.counts[at] as number);
    }
    this.#sum += other.sum;
  }
}
