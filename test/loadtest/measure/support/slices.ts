import type { Slice } from "../../../../loadtest/protocol.ts";

/** A slice in which nothing happened but this; it lasts from `from` to `to` ms. */
export function slice(from: number, to: number, more: Partial<Slice> = {}): Slice {
  return {
    phase: 0,
    from,
    to,
    connected: 0,
    cutOff: 0,
    lost: 0,
    clientMs: 0,
    counters: {},
    distributions: {},
    failed: {},
    endings: {},
    errors: {},
    provoked: {},
    generator: { eventLoopMs: { p50: 0, p99: 0, max: 0 }, utilisation: 0, cpuMs: 0 },
    ...more,
  };
}

/** Each of these once, as a worker sends them. */
export const echoes = (...ms: readonly number[]): Slice["distributions"] => ({
  echo: ms.map((one) => [one * 1000, 1] as const),
});
