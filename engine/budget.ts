/**
 * A token bucket on a clock that only moves forward.
 * @see https://www.rfc-editor.org/rfc/rfc2697 for the idea of rate and burst
 */
export class Bucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  /**
   * @param rate tokens per second
   * @param burst most tokens saved, also the start
   * @param now monotonic ms
   */
  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one token if there is one. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

/** Buckets are forgotten in one sweep when so many are kept: a flood of addresses costs no memory. */
export const KEPT_MAX = 10_000;

/** One token bucket per key, such as an address. */
export class Buckets {
  readonly #rate: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, Bucket>();

  /** As for {@link Bucket}. */
  constructor(rate: number, burst: number) {
    this.#rate = rate;
    this.#burst = burst;
  }

  take(key: string, now: number): boolean {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= KEPT_MAX) this.#buckets.clear();
      bucket = new Bucket(this.#rate, this.#burst, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now);
  }
}
