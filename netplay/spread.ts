/** Corrections up to this are spread over time, at most {@link SLEW} of it; larger ones are not. */
const SPREAD_MS = 250;
const SLEW = 0.08;
const SLEW_MS = 300;

/** A figure that is shown on its way to what is wanted. */
export class Spread {
  wanted = 0;
  shown = 0;

  aim(wanted: number): void {
    this.wanted = wanted;
    if (Math.abs(wanted - this.shown) > SPREAD_MS) this.arrive();
  }

  arrive(): void {
    this.shown = this.wanted;
  }

  advance(ms: number): void {
    const way = (this.wanted - this.shown) * (1 - Math.exp(-ms / SLEW_MS));
    const most = ms * SLEW;
    this.shown += Math.max(-most, Math.min(most, way));
  }
}
