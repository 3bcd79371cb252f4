import { Minute } from "./minute.ts";
import type { LineFigures } from "./verdict.ts";

/** A longer wait for a patch is a stall. */
export const STALL_MS = 250;
/** How often a meter wants to hear that the page is alive. */
export const BEAT_MS = 100;
/** Beats that are farther apart mean that the page itself stood still. */
const HITCH_MS = 200;
/** Above it the page was hidden or asleep, and nobody saw it stand still. */
const HIDDEN_MS = 900;
/** A patch that comes so soon after the page stood still had been waiting for it. */
const CATCHING_UP_MS = 60;
const RATE_S = 3;
/** RFC 3550, section 6.4.1. */
const JITTER_GAIN = 1 / 16;

const NAMES = ["received", "sent", "patches", "waits", "stalls", "hitches", "pings"] as const;

/** The last 60 whole seconds, oldest first; zeros where nothing was measured yet. */
export interface History {
  readonly received: Float64Array;
  readonly sent: Float64Array;
  /** The longest wait for a patch that ended in each second, in ms. */
  readonly waits: Float64Array;
}

/**
 * Measures a line from what passes. It is told of events with their times in ms of one clock that
 * never goes back, and knows no clock and no room itself.
 */
export class Meter {
  readonly #minute: Minute<(typeof NAMES)[number]>;
  readonly #intervalMs: number;
  #patchedAt: number | undefined;
  #stamp = 0;
  #jitter = 0;
  #pageJitter = 0;
  #ping = 0;
  #beatAt: number;
  #caughtUpAt = Number.NEGATIVE_INFINITY;

  /** @param intervalMs how often the server sends patches when it has something to say */
  constructor(intervalMs: number, now: number) {
    this.#intervalMs = intervalMs;
    this.#minute = new Minute(NAMES, now);
    this.#beatAt = now;
  }

  received(bytes: number, now: number): void {
    this.#minute.at(now);
    this.#minute.add("received", bytes);
  }

  sent(bytes: number, now: number): void {
    this.#minute.at(now);
    this.#minute.add("sent", bytes);
  }

  /** @param stamp the server's time in the patch in ms; 0 where there are no stamps */
  patched(stamp: number, now: number): void {
    this.#minute.at(now);
    this.#minute.add("patches", 1);
    if (this.#patchedAt !== undefined) this.#compare(now - this.#patchedAt, stamp, now);
    this.#patchedAt = now;
    this.#stamp = stamp;
  }

  /** The line broke: the time until the next patch is no wait. */
  broke(): void {
    this.#patchedAt = undefined;
  }

  /**
   * To be called every {@link BEAT_MS}. When the page stands still, this comes late too.
   * @param ping the round trip as known now, 0 for unknown
   */
  beat(ping: number, now: number): void {
    const gap = now - this.#beatAt;
    this.#beatAt = now;
    this.#minute.at(now);
    this.#ping = ping;
    this.#minute.raise("pings", ping);
    if (gap > HITCH_MS) this.#caughtUpAt = now;
    if (gap > HIDDEN_MS) return;
    if (gap > HITCH_MS) this.#minute.add("hitches", 1);
    this.#pageJitter += (Math.abs(gap - BEAT_MS) - this.#pageJitter) * JITTER_GAIN;
  }

  /** The figures of this moment; those per second are of the last three whole seconds. */
  read(now: number): LineFigures {
    const minute = this.#minute;
    minute.at(now);
    return {
      seconds: minute.seconds,
      ping: this.#ping,
      bestPing: minute.smallest("pings"),
      jitter: this.#jitter,
      pageJitter: this.#pageJitter,
      sincePatch: this.#patchedAt === undefined ? undefined : now - this.#patchedAt,
      patchRate: minute.rate("patches", RATE_S),
      bytesIn: minute.rate("received", RATE_S),
      bytesOut: minute.rate("sent", RATE_S),
      stalls: minute.total("stalls"),
      longestWait: minute.largest("waits"),
      hitches: minute.total("hitches"),
    };
  }

  /** Fills in the last minute; answers how many seconds have passed, so that one sees the change. */
  history(into: History, now: number): number {
    const minute = this.#minute;
    minute.at(now);
    minute.copy("received", into.received);
    minute.copy("sent", into.sent);
    minute.copy("waits", into.waits);
    return minute.seconds;
  }

  /** What of a gap between patches the server did not make itself. */
  #compare(gap: number, stamp: number, now: number): void {
    const isStamped = stamp > 0 && this.#stamp > 0;
    const serverGap = isStamped ? Math.max(0, stamp - this.#stamp) : this.#intervalMs;
    const wait = Math.max(0, gap - Math.max(0, serverGap - this.#intervalMs));
    // The page kept the patch waiting, not the line.
    if (wait > STALL_MS && this.#isPageLate(now)) return;
    this.#minute.raise("waits", wait);
    if (wait > STALL_MS) this.#minute.add("stalls", 1);
    else if (isStamped) this.#jitter += (Math.abs(gap - serverGap) - this.#jitter) * JITTER_GAIN;
  }

  /** Has the page stood still until now? Its timers or its messages may be the first to run again. */
  #isPageLate(now: number): boolean {
    return now - this.#beatAt > HITCH_MS || now - this.#caughtUpAt < CATCHING_UP_MS;
  }
}

export const emptyHistory = (seconds: number): History => ({
  received: new Float64Array(seconds),
  sent: new Float64Array(seconds),
  waits: new Float64Array(seconds),
});
