import { mock } from "node:test";

/** Fake timers and a fake monotonic clock, moved by hand. */
export interface FakeTime {
  /** Moves time in steps of 1 ms, letting promises settle between them. */
  advance(ms: number): Promise<void>;
  /** The event loop hangs for so long: time jumps, then timers run late. */
  stall(ms: number): Promise<void>;
  restore(): void;
}

/** Enough for every timer of a 30 Hz room to fire once. */
const LATE_MS = 40;

export function fakeTime(): FakeTime {
  let now = performance.now();
  const clock = mock.method(performance, "now", () => now);
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const step = (ms: number) => {
    now += ms;
    mock.timers.tick(ms);
  };
  return {
    async advance(ms) {
      for (let passed = 0; passed < ms; passed++) {
        step(1);
        if (passed % 10 === 0) await settle();
      }
      await settle();
    },
    async stall(ms) {
      // One late timer, as libuv does it, not one for every period that passed.
      now += ms - LATE_MS;
      for (let passed = 0; passed < LATE_MS; passed++) step(1);
      await settle();
    },
    restore() {
      mock.timers.reset();
      clock.mock.restore();
    },
  };
}
