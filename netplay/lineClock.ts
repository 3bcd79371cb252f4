import type { RoomClock } from "colyseus.js";
import { Spread } from "./spread.ts";

/** Arrivals that are looked at together: about a second of play. */
const ARRIVALS = 32;
/** Patches this close together waited for the same thing; the newest of them was held least. */
const BURST_MS = 5;
/** Pings are forgotten after this, because quartz clocks drift apart. */
const PING_AGE_MS = 30_000;
/** By so much an estimate may contradict a patch. Beyond, a clock has jumped. */
const DOUBT_MS = 20;
/** And by so much a ping: patches of the last second may all have been late. */
const LATE_MS = 60;
/** Pings after a jump until the time is sure. */
const SURE_PINGS = 4;
/** RFC 3550, section 6.4.1. */
const JITTER_GAIN = 1 / 16;

interface Pong {
  readonly at: number;
  /** Room time minus own time, as this ping tells it. */
  readonly offset: number;
}

/**
 * What time it is in a room, and how late its patches come. Put in place of the SDK's estimate, which
 * takes its round trips from inputs: with the wait for a tick and a patch in them, none for who only
 * watches, and rejected for ever once they are four times the usual. After a sleep of 60 s it was
 * wrong for 16 s; on even lines by 18 to 25 ms.
 *
 * Two facts bound the truth: no patch comes before it was sent, and none is older than a round trip.
 * An estimate that breaks one of them is thrown away at once.
 */
export class LineClock implements RoomClock {
  readonly #now: () => number;
  /** Stamp minus arrival of the last patches: a ring. */
  readonly #leads = new Float64Array(ARRIVALS);
  readonly #sorted = new Float64Array(ARRIVALS);
  #newest = -1;
  #known = 0;
  #arrivedAt = 0;
  #pongs: readonly Pong[] = [];
  #sureness = 0;
  readonly #offset = new Spread();
  readonly #lead = new Spread();
  #shownAt: number;
  #synced = false;
  #stamp = 0;
  #patchMs = 0;
  #roundTrip = 0;
  #inputRtt = 0;
  #jitter = 0;

  /**
   * @param stock the clock that is replaced, with what it has learned
   * @param now own monotonic time in ms
   */
  constructor(stock: RoomClock, now: () => number) {
    this.#now = now;
    this.#shownAt = now();
    this.#patchMs = stock.patchInterval?.() ?? 0;
    this.#stamp = stock.lastServerTime();
    if (this.#stamp > 0) this.#begin(stock.serverNow() - now());
  }

  now(): number {
    return this.#now();
  }

  serverNow(): number {
    return this.#advance() + this.#offset.shown;
  }

  /** The same: here even the estimate never jumps without a reason. */
  renderNow(): number {
    return this.serverNow();
  }

  rtt(): number {
    return this.#inputRtt;
  }

  /**
   * Twice the usual way of a patch to us. What is drawn hangs on when patches come, so this follows
   * them and not the pings.
   */
  smoothedRtt(): number {
    this.#advance();
    return Math.max(0, 2 * (this.#offset.shown - this.#lead.shown));
  }

  jitter(): number {
    return this.#jitter;
  }

  lastServerTime(): number {
    return this.#stamp;
  }

  patchInterval(): number {
    return this.#patchMs;
  }

  setPatchInterval(ms: number): void {
    this.#patchMs = Math.max(0, ms);
  }

  /** Is the time as good as it gets? Until then pings help. */
  get sure(): boolean {
    return this.#sureness >= SURE_PINGS;
  }

  /** A patch that was stamped `stamp` has just arrived; the SDK calls this. */
  sample(stamp: number, inputRtt: number): void {
    if (inputRtt >= 0) this.#inputRtt = inputRtt;
    const lead = stamp - this.#now();
    if (!this.#synced || lead > this.#offset.wanted + DOUBT_MS) this.#begin(lead);
    else this.#note(lead);
    this.#stamp = stamp;
  }

  /** A ping of the bare socket took so long. */
  pong(ms: number): void {
    if (!this.#synced) return;
    this.#roundTrip = this.#roundTrip === 0 ? ms : Math.min(ms, 2 * this.#roundTrip);
    const at = this.#now();
    if (this.#offset.wanted > (this.#sorted[this.#known - 1] as number) + ms + LATE_MS) {
      this.#begin(this.#leads[this.#newest] as number);
    }
    this.#sureness++;
    const fresh = this.#pongs.filter((pong) => at - pong.at < PING_AGE_MS);
    // Both as long as usual on this line: the patch, and half of the ping.
    this.#pongs = [...fresh, { at, offset: this.#lead.wanted + ms / 2 }];
    this.#offset.aim(middle(this.#pongs));
    if (!this.sure) this.#offset.arrive();
  }

  /** The next patch tells the time anew; until then it goes on as it was. */
  reset(): void {
    this.#synced = false;
    this.#newest = -1;
    this.#known = 0;
    // Sorted behind all numbers.
    this.#leads.fill(Number.NaN);
    this.#pongs = [];
    this.#sureness = 0;
    this.#jitter = 0;
  }

  /** Begins anew with one patch, whose way is taken to be half of the last round trip. */
  #begin(lead: number): void {
    this.reset();
    this.#synced = true;
    this.#note(lead);
    this.#lead.arrive();
    this.#offset.aim(lead + this.#roundTrip / 2);
    this.#offset.arrive();
  }

  #note(lead: number): void {
    const at = this.#now();
    const last = this.#newest;
    const isBurst = last >= 0 && at - this.#arrivedAt < BURST_MS;
    if (last >= 0) {
      const strayed = Math.abs(lead - (this.#leads[last] as number));
      this.#jitter += (strayed - this.#jitter) * JITTER_GAIN;
    }
    if (isBurst) this.#leads[last] = Math.max(this.#leads[last] as number, lead);
    else {
      this.#newest = (last + 1) % ARRIVALS;
      this.#leads[this.#newest] = lead;
      this.#known = Math.min(this.#known + 1, ARRIVALS);
    }
    this.#arrivedAt = at;
    this.#sorted.set(this.#leads);
    this.#sorted.sort();
    this.#lead.aim(this.#sorted[this.#known >> 1] as number);
  }

  /** @returns own time */
  #advance(): number {
    const at = this.#now();
    const passed = at - this.#shownAt;
    this.#shownAt = at;
    if (passed <= 0) return at;
    this.#offset.advance(passed);
    this.#lead.advance(passed);
    return at;
  }
}

function middle(pongs: readonly Pong[]): number {
  const offsets = pongs.map(({ offset }) => offset).sort((a, b) => a - b);
  return offsets[offsets.length >> 1] as number;
}
