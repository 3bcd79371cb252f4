/** A warning comes this long before the seat is lost, or halfway where less is allowed. */
const WARNING_SECONDS = 15;

export interface IdleLimit {
  readonly seconds: number;
  readonly tickHz: number;
}

/** What to do about a seat. Seconds are those left. */
export type IdleVerdict = { readonly kind: "warn" | "clear" | "out"; readonly seconds: number };

/** Counts, for each seat, the ticks in which its player could have done something and did not. */
export class Idlers {
  readonly #ticks = new Map<string, number>();

  /** Somebody is at work. Returns a verdict when that takes a warning back. */
  stir(id: string, limit: IdleLimit): IdleVerdict | undefined {
    const warned = (this.#ticks.get(id) ?? 0) >= warningTick(limit);
    this.#ticks.delete(id);
    return warned ? { kind: "clear", seconds: 0 } : undefined;
  }

  /** One more tick without a sign of life. */
  wait(id: string, limit: IdleLimit): IdleVerdict | undefined {
    const ticks = (this.#ticks.get(id) ?? 0) + 1;
    this.#ticks.set(id, ticks);
    const left = limit.seconds * limit.tickHz - ticks;
    if (left <= 0) return { kind: "out", seconds: 0 };
    if (ticks < warningTick(limit) || left % limit.tickHz !== 0) return undefined;
    return { kind: "warn", seconds: left / limit.tickHz };
  }

  forget(id: string): void {
    this.#ticks.delete(id);
  }
}

const warningTick = ({ seconds, tickHz }: IdleLimit): number =>
  Math.max(seconds - WARNING_SECONDS, seconds / 2) * tickHz;
