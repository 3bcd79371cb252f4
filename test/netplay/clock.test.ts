import assert from "node:assert/strict";
import type { RoomClock } from "colyseus.js";
import { LineClock } from "../../netplay/lineClock.ts";
import { nextUint32 } from "../../schema/lib/random.ts";

const TICK_MS = 1000 / 30;
/** Room time is ahead of the client's by this. */
const AHEAD_MS = 123_456;
const SEED = 7;

interface Line {
  /** ms that something takes, each way; asked once for each. */
  delay: () => number;
  /** ms between two patches. */
  every: number;
  /** Nothing passes before this moment. */
  heldUntil: number;
}

/** A server, a line and a client's clock, on a time that is moved by hand. */
class World {
  readonly clock: LineClock;
  readonly line: Line = { delay: () => 40, every: TICK_MS, heldUntil: 0 };
  #now = 1000;
  #asleep = 0;
  #nextPatch = 1000;
  #nextPing = 1000;
  #arrivals: { readonly at: number; readonly arrive: () => void }[] = [];
  #lastArrival = 0;

  constructor() {
    this.clock = new LineClock(unknown(), () => this.own);
  }

  /** What the client's own clock shows. */
  get own(): number {
    return this.#now - this.#asleep;
  }

  get error(): number {
    return Math.abs(this.clock.serverNow() - (this.#now + AHEAD_MS));
  }

  /** Moves time; returns the largest error on the way, looking every frame. */
  pass(ms: number, look: () => void = () => {}): number {
    let worst = 0;
    for (const end = this.#now + ms; this.#now < end; ) {
      this.#now++;
      this.#step();
      if (this.#now % 16 !== 0) continue;
      look();
      worst = Math.max(worst, this.error);
    }
    return worst;
  }

  /** The client does nothing, and its clock stands still. */
  sleep(ms: number): void {
    this.#now += ms;
    this.#asleep += ms;
    this.#nextPatch = this.#nextPing = this.#now;
  }

  /** The client's own clock leaps. */
  leap(ms: number): void {
    this.#asleep -= ms;
  }

  #step(): void {
    if (this.#now >= this.#nextPatch) {
      // The server's timer is late by some ms, now more, now less.
      const late = (this.#nextPatch / 100) % 3;
      const stamp = Math.floor(this.#nextPatch + AHEAD_MS);
      this.#send(this.line.delay() + late, () => this.clock.sample(stamp, -1));
      this.#nextPatch += this.line.every;
    }
    if (this.#now >= this.#nextPing) {
      const sent = this.own;
      this.#nextPing = Number.POSITIVE_INFINITY;
      this.#send(this.line.delay() + this.line.delay(), () => {
        this.clock.pong(this.own - sent);
        this.#nextPing = this.#now + (this.clock.sure ? 2000 : 250);
      });
    }
    while ((this.#arrivals[0]?.at ?? Number.POSITIVE_INFINITY) <= this.#now) {
      this.#arrivals.shift()?.arrive();
    }
  }

  #send(delay: number, arrive: () => void): void {
    const at = Math.max(this.#now + delay, this.line.heldUntil);
    this.#lastArrival = Math.max(this.#lastArrival, at);
    this.#arrivals.push({ at: this.#lastArrival, arrive });
    this.#arrivals.sort((a, b) => a.at - b.at);
  }

  hold(ms: number): void {
    this.line.heldUntil = this.#now + ms;
    this.#arrivals = this.#arrivals.map(({ at, arrive }) => ({
      at: Math.max(at, this.line.heldUntil),
      arrive,
    }));
  }
}

/** The SDK's clock before the first patch. */
function unknown(): RoomClock {
  const zero = () => 0;
  return { lastServerTime: zero, patchInterval: zero, serverNow: zero } as unknown as RoomClock;
}

function world(change: Partial<Line> = {}): World {
  const made = new World();
  Object.assign(made.line, change);
  return made;
}

const jittered = (mean: number, spread: number) => {
  const rng = { rng: SEED };
  return () => mean + (2 * (nextUint32(rng) / 2 ** 32) - 1) * spread;
};

describe("netplay/clock", () => {
  for (const roundTrip of [0, 80, 150, 300]) {
    it(`[FE1] at ${roundTrip} ms round trip the room's time is known to 20 ms`, () => {
      const made = world({ delay: () => roundTrip / 2 });
      made.pass(4000);
      assert.ok(made.pass(60_000) <= 20);
    });
  }

  it("[FE1] at 150 ± 50 ms, too", () => {
    const made = world({ delay: jittered(75, 25) });
    made.pass(4000);
    const worst = made.pass(120_000);
    assert.ok(worst <= 20, `${worst} ms off`);
  });

  it("[FE1] who gets one patch a second knows it as well", () => {
    const made = world({ delay: () => 75, every: 1000 });
    made.pass(10_000);
    assert.ok(made.pass(60_000) <= 20);
  });

  it("[FE2] drawn time runs within 10 % of real time, in jitter too", () => {
    const made = world({ delay: jittered(75, 25) });
    made.pass(4000);
    const drawnAt = () => made.clock.serverNow() - made.clock.smoothedRtt() / 2;
    let last = { own: made.own, drawn: drawnAt() };
    made.pass(60_000, () => {
      const now = { own: made.own, drawn: drawnAt() };
      const rate = (now.drawn - last.drawn) / (now.own - last.own);
      assert.ok(Math.abs(rate - 1) <= 0.1, `runs at ${rate}`);
      last = now;
    });
  });

  for (const [from, to] of [
    [25, 160],
    [160, 25],
    [25, 600],
  ] as const) {
    it(`[FE3] a step from ${from} to ${to} ms moves the time by no more than 20 ms, and patches are waited for within 2 s`, () => {
      const made = world({ delay: () => from / 2 });
      made.pass(20_000);
      made.line.delay = () => to / 2;
      let worst = made.pass(2000);
      assert.ok(Math.abs(made.clock.smoothedRtt() - to) <= 50, `${made.clock.smoothedRtt()} ms`);
      worst = Math.max(worst, made.pass(60_000));
      assert.ok(worst <= 20, `${worst} ms off`);
    });
  }

  it("[FE4] after a sleep of 60 s the first patches put the time right", () => {
    const made = world({ delay: () => 75 });
    made.pass(20_000);
    made.sleep(60_000);
    made.pass(500);
    assert.ok(made.pass(20_000) <= 20);
  });

  it("[FE4] a clock that jumped ahead is put right by the next pings", () => {
    const made = world({ delay: () => 40 });
    made.pass(20_000);
    made.leap(60_000);
    made.pass(4000);
    assert.ok(made.pass(20_000) <= 20);
  });

  it("[FE5] the backlog behind a stall of 2 s changes neither the time nor what is waited for", () => {
    const made = world({ delay: () => 40 });
    made.pass(20_000);
    const waited = made.clock.smoothedRtt();
    made.hold(2000);
    assert.ok(made.pass(10_000) <= 20);
    assert.ok(Math.abs(made.clock.smoothedRtt() - waited) < 40);
  });

  it("[FE5] a reset goes on as it was, and begins anew with the next patch", () => {
    const made = world({ delay: () => 75 });
    made.pass(20_000);
    made.clock.reset();
    assert.ok(made.pass(10) <= 20);
    made.pass(500);
    assert.ok(made.pass(20_000) <= 25);
  });
});
