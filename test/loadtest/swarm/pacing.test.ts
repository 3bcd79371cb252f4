import assert from "node:assert/strict";
import { type Clock, Pacer } from "../../../loadtest/swarm/pacing.ts";

/** A clock moved by hand; its timers fire when time has moved, as an event loop's do. */
class FakeClock implements Clock {
  #now = 0;
  #timers = new Map<() => void, number>();

  now(): number {
    return this.#now;
  }

  after(ms: number, wake: () => void): () => void {
    this.#timers.set(wake, this.#now + ms);
    return () => this.#timers.delete(wake);
  }

  get armed(): number {
    return this.#timers.size;
  }

  /** Time goes by in which no timer has its turn. */
  pass(ms: number): void {
    this.#now += ms;
  }

  /** Moves on in steps of 1 ms. */
  advance(ms: number): void {
    for (let passed = 0; passed < ms; passed++) this.stall(1);
  }

  /** Time jumps: nothing runs in between, then whatever is due runs late. */
  stall(ms: number): void {
    this.#now += ms;
    for (const [wake, due] of [...this.#timers]) {
      if (due > this.#now || !this.#timers.delete(wake)) continue;
      wake();
    }
  }
}

const TICK = 1000 / 30;

describe("loadtest/pacing", () => {
  let clock: FakeClock;
  let pacer: Pacer;
  beforeEach(() => {
    clock = new FakeClock();
    pacer = new Pacer(clock);
  });

  function beats(every: number, offset = 0): number[] {
    const late: number[] = [];
    pacer.add(every, offset, (lateMs) => late.push(lateMs));
    return late;
  }

  it("[LT2] keeps the rate over a minute without drifting, a millisecond late at most", () => {
    const late = beats(TICK, 10);
    clock.advance(60_000);
    assert.equal(late.length, 1800);
    assert.ok(Math.max(...late) <= 1, `${Math.max(...late)} ms late`);
  });

  it("[LT2] a stall removes nothing that was scheduled, and its lateness is told", () => {
    const late = beats(TICK);
    clock.advance(1010);
    clock.stall(1005);
    clock.advance(1000);
    assert.equal(late.length, 91, "beats at 0, 33.3, ... 3000 ms");
    const behind = late.filter((ms) => ms > 10);
    assert.equal(behind.length, 30);
    assert.equal(Math.round(Math.max(...behind)), 982, "the one due first after the stall began");
  });

  it("[LT2] a server that answers late does not slow the sender down", () => {
    // A closed loop would wait for an answer here: the beat takes 100 ms of its own.
    let count = 0;
    pacer.add(TICK, 0, () => {
      count++;
      if (count === 10) clock.stall(100);
    });
    clock.advance(1901);
    assert.equal(count, 61);
  });

  it("[LT2] many clients share one timer, each on its own deadlines", () => {
    const all = Array.from({ length: 50 }, (_, i) => beats(TICK, i % 33));
    clock.advance(1000);
    assert.equal(clock.armed, 1);
    assert.ok(all.every((late) => late.length >= 30 && late.length <= 31));
    assert.ok(Math.max(...all.flat()) <= 1);
  });

  it("[LT2] is not kept waiting by frames that come in one turn of the event loop", () => {
    const late = beats(TICK);
    clock.advance(100);
    const { length } = late;
    for (let frame = 0; frame < 1030; frame++) {
      clock.pass(0.1);
      pacer.overdue(clock.now());
    }
    assert.equal(late.length, length + 3);
    assert.ok(Math.max(...late) < 3, `${Math.max(...late)} ms late`);
    clock.advance(TICK);
    assert.equal(late.length, length + 4, "and the timer serves on");
    assert.equal(clock.armed, 1);
  });

  it("[LT2] one that was stopped does not come again, not even for what it owed", () => {
    let count = 0;
    const stop = pacer.add(TICK, 0, () => {
      count++;
      if (count === 3) stop();
    });
    clock.advance(20);
    clock.stall(1000);
    assert.equal(count, 3);
    pacer.stop();
    assert.equal(clock.armed, 0);
  });
});
