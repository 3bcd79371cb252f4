import {
  COUNTERS,
  type CounterId,
  type Counters,
  DISTRIBUTIONS,
  type DistributionId,
  zeroCounters,
} from "../figures.ts";
import type { Slice } from "../protocol.ts";
import { count, drain, type Tally } from "../tally.ts";
import { Tape } from "./tape.ts";

/** Where a bot writes what it measures. */
export interface Book {
  readonly counts: Counters;
  readonly tapes: Readonly<Record<DistributionId, { record(ms: number): void }>>;
  readonly failed: Tally;
  readonly endings: Tally;
  readonly errors: Tally;
  /** A client has a connection (+1), or has none any more (−1). */
  connect(change: 1 | -1, now: number): void;
}

/** Something went wrong that should not, whatever the server does. */
export function recordError(book: Book, id: string): void {
  book.counts.errors++;
  count(book.errors, id);
}

type Measured = Omit<Slice, "generator" | "phase" | "from" | "to" | "cutOff" | "lost">;

/** What one worker measures between two slices. Times are ms of one clock, passed in. */
export class Recorder implements Book {
  readonly counts = zeroCounters();
  readonly tapes = tapes(() => new Tape());
  readonly failed: Tally = {};
  readonly endings: Tally = {};
  readonly errors: Tally = {};
  readonly provoked: Tally = {};
  #connected = 0;
  #unmeasured = 0;
  #clientMs = 0;
  #since = 0;

  connect(change: 1 | -1, now: number): void {
    this.#settle(now);
    this.#connected += change;
  }

  /** The book of those who misbehave: all that happens to them is provoked, nothing is measured. */
  readonly blind: Book = blindBook(this, (change) => {
    this.#unmeasured += change;
  });

  /** What came together since the last time; from here on it starts at zero. */
  take(now: number): Measured {
    this.#settle(now);
    const clientMs = this.#clientMs;
    this.#clientMs = 0;
    return {
      connected: this.#connected + this.#unmeasured,
      clientMs,
      counters: this.#takeCounts(),
      distributions: this.#takeTapes(),
      failed: drain(this.failed),
      endings: drain(this.endings),
      errors: drain(this.errors),
      provoked: drain(this.provoked),
    };
  }

  #settle(now: number): void {
    this.#clientMs += this.#connected * (now - this.#since);
    this.#since = now;
  }

  #takeCounts(): Slice["counters"] {
    const counters: Partial<Record<CounterId, number>> = {};
    for (const id of COUNTERS) {
      if (this.counts[id] !== 0) counters[id] = this.counts[id];
      this.counts[id] = 0;
    }
    return counters;
  }

  #takeTapes(): Slice["distributions"] {
    const distributions: { -readonly [id in DistributionId]?: ReturnType<Tape["take"]> } = {};
    for (const id of DISTRIBUTIONS) {
      const sparse = this.tapes[id].take();
      if (sparse.length > 0) distributions[id] = sparse;
    }
    return distributions;
  }
}

const tapes = <T>(tape: () => T): Readonly<Record<DistributionId, T>> =>
  Object.fromEntries(DISTRIBUTIONS.map((id) => [id, tape()])) as Record<DistributionId, T>;

function blindBook(recorder: Recorder, connect: (change: 1 | -1) => void): Book {
  const deaf = { record: () => {} };
  const { provoked } = recorder;
  return {
    counts: zeroCounters(),
    tapes: tapes(() => deaf),
    failed: provoked,
    endings: provoked,
    errors: provoked,
    connect,
  };
}
