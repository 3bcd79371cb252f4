import { BEAT_MS, type History, Meter } from "./meter.ts";
import type { Session } from "./session.ts";
import { tapTraffic } from "./traffic.ts";
import { type LineFigures, type Verdict, verdictOf } from "./verdict.ts";

/** What a gauge shows of one moment. */
export interface Reading extends LineFigures {
  readonly verdict: Verdict;
  /** The server's tick of the newest patch; undefined where patches carry no time. */
  readonly tick: number | undefined;
}

/** A session with a meter on its line. */
export class Gauge {
  readonly #session: Session;
  readonly #meter: Meter;
  readonly #stops: (() => void)[];

  constructor(session: Session) {
    const { room } = session;
    const meter = new Meter(room.clock.patchInterval?.() ?? 0, performance.now());
    this.#session = session;
    this.#meter = meter;
    const patched = () => meter.patched(room.clock.lastServerTime(), performance.now());
    const timer = setInterval(() => meter.beat(session.ping, performance.now()), BEAT_MS);
    room.onStateChange(patched);
    this.#stops = [
      () => clearInterval(timer),
      () => room.onStateChange.remove(patched),
      session.onStatus(({ kind }) => {
        if (kind !== "playing") meter.broke();
      }),
      tapTraffic(room, {
        received: (bytes) => meter.received(bytes, performance.now()),
        sent: (bytes) => meter.sent(bytes, performance.now()),
      }),
    ];
  }

  read(): Reading {
    const { room, status } = this.#session;
    const figures = this.#meter.read(performance.now());
    const interval = room.clock.patchInterval?.() ?? 0;
    const tick = interval > 0 ? Math.round(room.clock.lastServerTime() / interval) : undefined;
    return { ...figures, verdict: verdictOf(figures, status), tick };
  }

  /** See {@link Meter.history}. */
  history(into: History): number {
    return this.#meter.history(into, performance.now());
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }
}
