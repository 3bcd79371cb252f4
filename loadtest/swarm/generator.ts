import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { Slice } from "../protocol.ts";

/** A sample costs a wake-up: 100 a second are enough for a p99. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;

/** How this process, which plays the bots, fares itself. */
export class GeneratorWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #loop = performance.eventLoopUtilization();
  #cpu = process.cpuUsage();

  constructor() {
    this.#delay.enable();
  }

  /** Since the last time. */
  take(): Slice["generator"] {
    // The histogram holds whole intervals between its samples, so an idle loop reads the resolution.
    const late = (ns: number) => Math.max(0, (ns || 0) / NS_PER_MS - RESOLUTION_MS);
    const { percentile, max } = readDelay(this.#delay);
    const loop = performance.eventLoopUtilization();
    const { user, system } = process.cpuUsage(this.#cpu);
    const figures = {
      eventLoopMs: { p50: late(percentile(50)), p99: late(percentile(99)), max: late(max) },
      utilisation: performance.eventLoopUtilization(loop, this.#loop).utilization,
      cpuMs: (user + system) / 1000,
    };
    this.#delay.reset();
    this.#loop = loop;
    this.#cpu = process.cpuUsage();
    return figures;
  }

  stop(): void {
    this.#delay.disable();
  }
}

type Delay = ReturnType<typeof monitorEventLoopDelay>;

/** Without a sample Node answers NaN and 0. */
const readDelay = (delay: Delay) => ({
  percentile: (share: number) => delay.percentile(share),
  max: delay.max,
});
