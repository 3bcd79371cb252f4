import { type Conditions, PRESETS } from "./conditions.ts";

/** Like a router's buffer that runs over: what exceeds it has to be noticed by somebody. */
const QUEUE_MAX_BYTES = 512 * 1024;
/** What TCP and IP add to a frame that is sent at once. */
const TCP_IP_BYTES = 40;
const MINUTE_MS = 60_000;

/** What two lanes have in common: the conditions, and the times at which nothing passes. */
export class Weather {
  readonly #random: () => number;
  #conditions: Conditions = PRESETS.good;
  #heldUntil = 0;
  /** Stalls that are decided and not over, in order. */
  #stalls: { readonly from: number; readonly to: number }[] = [];
  /** Up to here the stalls are decided. */
  #decided = 0;

  /** @param random 0 ≤ x < 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  get conditions(): Conditions {
    return this.#conditions;
  }

  /** Nothing passes before this moment. */
  get heldUntil(): number {
    return this.#heldUntil;
  }

  /** Whatever comes passes at once. */
  isCalm(now: number): boolean {
    const { delayMs, jitterMs, stallsPerMinute, kbit } = this.#conditions;
    return now >= this.#heldUntil && delayMs + jitterMs + stallsPerMinute + kbit === 0;
  }

  begin(conditions: Conditions, now: number): void {
    this.#conditions = conditions;
    this.#heldUntil = Math.max(this.#heldUntil, now + conditions.outageMs);
    this.#stalls = [];
    this.#decided = now;
  }

  /** The way of one frame in ms. */
  delay(): number {
    const { delayMs, jitterMs } = this.#conditions;
    return (delayMs + (this.#random() * 2 - 1) * jitterMs) / 2;
  }

  /** When what would arrive at `at` gets through; asked with a `now` that never goes back. */
  through(at: number, now: number): number {
    const free = Math.max(at, this.#heldUntil);
    if (this.#conditions.stallsPerMinute === 0) return free;
    this.#decide(free, now);
    return this.#stalls.find(({ from, to }) => free >= from && free < to)?.to ?? free;
  }

  #decide(until: number, now: number): void {
    const { stallsPerMinute, stallMs } = this.#conditions;
    const meanGap = Math.max(0, MINUTE_MS / stallsPerMinute - stallMs);
    while (this.#decided <= until) {
      const from = this.#decided - Math.log(1 - this.#random()) * meanGap;
      this.#decided = from + stallMs;
      this.#stalls.push({ from, to: this.#decided });
    }
    while ((this.#stalls[0]?.to ?? now) < now) this.#stalls.shift();
  }
}

interface Waiting<T> {
  readonly item: T;
  readonly bytes: number;
  due: number;
}

/**
 * One direction of a line: what goes in comes out later and in the same order. Times are ms of any
 * clock that never goes back.
 */
export class Lane<T> {
  readonly #weather: Weather;
  readonly #queue: Waiting<T>[] = [];
  #bytes = 0;
  /** Until then the line is busy with what was sent before. */
  #busyUntil = 0;

  constructor(weather: Weather) {
    this.#weather = weather;
  }

  get size(): number {
    return this.#queue.length;
  }

  /** When the next item comes out, infinite for none. */
  get nextAt(): number {
    return this.#queue[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  /** When the item that came last comes out; undefined once nothing waits. */
  get lastAt(): number | undefined {
    return this.#queue.at(-1)?.due;
  }

  /** Takes an item of so many bytes in; false when the queue is full, and nothing is taken. */
  push(item: T, bytes: number, now: number): boolean {
    if (this.#bytes + bytes > QUEUE_MAX_BYTES) return false;
    const weather = this.#weather;
    const { kbit } = weather.conditions;
    const wireMs = kbit > 0 ? ((bytes + TCP_IP_BYTES) * 8) / kbit : 0;
    this.#busyUntil = Math.max(this.#busyUntil, now) + wireMs;
    const arrival = Math.max(now, this.#busyUntil + weather.delay(), this.#queue.at(-1)?.due ?? 0);
    this.#queue.push({ item, bytes, due: weather.through(arrival, now) });
    this.#bytes += bytes;
    return true;
  }

  /** Keeps what is on its way back until the weather lets it through. */
  hold(): void {
    const { heldUntil } = this.#weather;
    for (const waiting of this.#queue) waiting.due = Math.max(waiting.due, heldUntil);
  }

  /** The next item that is due. */
  take(now: number): T | undefined {
    if (this.nextAt > now) return undefined;
    const first = this.#queue.shift();
    this.#bytes -= first?.bytes ?? 0;
    return first?.item;
  }

  /** Loses everything on its way. */
  clear(): void {
    this.#queue.length = 0;
    this.#bytes = 0;
    this.#busyUntil = 0;
  }
}
