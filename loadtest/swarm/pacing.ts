/** Time as the pacer needs it; tests pass their own. */
export interface Clock {
  /** Milliseconds on a monotonic clock. */
  now(): number;
  /** Calls `wake` after `ms`; returns the cancel. */
  after(ms: number, wake: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};

/** An input that leaves this long after its deadline is late: a third of Arena's tick. */
export const LATE_MS = 10;

/** So long the timer is left to come by itself: it is a millisecond or two late on any day. */
const TIMER_MS = 2;

interface Beat {
  readonly first: number;
  readonly every: number;
  /** Beats that have run: the next deadline is `first + done * every`, free of summed-up errors. */
  done: number;
  readonly run: (lateMs: number, now: number) => void;
}

/**
 * Open-loop pacing: every beat has an absolute deadline, fixed before anyone knows how the server
 * or this process will fare. A stall delays beats, it never removes them; a closed loop would send
 * less just when the server is slow, and so hide the very latency that is sought (coordinated
 * omission). One timer serves all beats: thousands of intervals would drift, each on its own.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #beats = new Set<Beat>();
  #wakeAt = Number.POSITIVE_INFINITY;
  #cancel: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs `run` every `every` ms, the first time `offset` ms from now, and tells it how late it
   * comes and what time it is. Returns the stop.
   */
  add(every: number, offset: number, run: (lateMs: number, now: number) => void): () => void {
    const beat = { first: this.#clock.now() + offset, every, done: 0, run };
    this.#beats.add(beat);
    this.#wakeBy(beat.first);
    return () => {
      this.#beats.delete(beat);
    };
  }

  /**
   * Runs what should have run already, between two frames: the event loop hands out what has come on
   * all sockets before it looks at a timer, and with hundreds of bots that takes tens of milliseconds.
   */
  overdue(now: number): void {
    if (now - this.#wakeAt > TIMER_MS) this.#wake();
  }

  stop(): void {
    this.#beats.clear();
    this.#cancel();
  }

  #wakeBy(due: number): void {
    if (due >= this.#wakeAt) return;
    this.#cancel();
    this.#wakeAt = due;
    // Rounded up because timers count whole ms: one that fires early only has to be set again.
    const wait = Math.max(0, Math.ceil(due - this.#clock.now()));
    this.#cancel = this.#clock.after(wait, () => this.#wake());
  }

  #wake(): void {
    const now = this.#clock.now();
    this.#wakeAt = Number.POSITIVE_INFINITY;
    let next = Number.POSITIVE_INFINITY;
    for (const beat of this.#beats) {
      this.#catchUp(beat, now);
      if (this.#beats.has(beat)) next = Math.min(next, nextDue(beat));
    }
    this.#wakeBy(next);
  }

  #catchUp(beat: Beat, until: number): void {
    while (nextDue(beat) <= until && this.#beats.has(beat)) {
      const now = this.#clock.now();
      const late = now - nextDue(beat);
      beat.done++;
      beat.run(late, now);
    }
  }
}

const nextDue = ({ first, every, done }: Beat): number => first + done * every;
