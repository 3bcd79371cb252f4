import {
  type Counters,
  DISTRIBUTIONS,
  type Distributions,
  type Percentiles,
  type PhaseKind,
  zeroCounters,
} from "../../../../loadtest/figures.ts";
import type { Judged } from "../../../../loadtest/objectives.ts";
import type { PhaseFigures, ServerFigures } from "../../../../loadtest/result.ts";

/** Seconds until all have joined. */
export const RAMP = 10;

/** A distribution around a median, with a tail. */
export const around = (p50: number, count = 12_000): Percentiles => ({
  count,
  p50,
  p90: p50 * 1.6,
  p95: p50 * 1.9,
  p99: p50 * 2.8,
  p999: p50 * 4.2,
  max: p50 * 6.5,
});

export const UNMEASURED = Object.fromEntries(
  DISTRIBUTIONS.map((id) => [id, null]),
) as Distributions;

export function distributions(echo: number): Distributions {
  return {
    ...UNMEASURED,
    join: around(19.5, 200),
    matchmake: around(6, 200),
    connect: around(4.5, 200),
    firstState: around(9, 200),
    echo: around(echo, 360_000),
    interval: around(33.3, 360_000),
    jitter: around(1.2, 360_000),
    staleness: around(17, 360_000),
    decode: around(0.04, 360_000),
    lateness: around(0.3, 360_000),
    ping: around(0.9, 1200),
  };
}

export const counters = (change: Partial<Counters> = {}): Counters => ({
  ...zeroCounters(),
  ...change,
});

export const SERVER: ServerFigures = {
  cores: 0.46,
  cpuMsPerClientSecond: 2.3,
  eventLoopP99Ms: 12.4,
  tickP50Ms: 1.8,
  tickP99Ms: 6.2,
  ticks: 23_400,
  overruns: 12,
  gcMsPerSecond: 4.1,
  rssBytes: 184_000_000,
  heapBytes: 71_500_000,
};

export function phase(
  kind: PhaseKind,
  clients: number,
  change: Partial<PhaseFigures> = {},
): PhaseFigures {
  return {
    kind,
    clients,
    from: 0,
    to: RAMP,
    clientSeconds: clients * RAMP,
    connectedMax: clients,
    counters: counters({ joinsStarted: clients, joinsOk: clients }),
    distributions: distributions(18),
    bytes: { in: 3500, out: 330 },
    generator: { eventLoopMs: { p50: 0.2, p99: 2.1, max: 14 }, utilisation: 0.41, cores: 0.44 },
    doubt: null,
    server: SERVER,
    ...change,
  };
}

export const judged = (
  objective: Judged["objective"],
  value: number | null,
  limit: number,
  of: { readonly phase?: number | null; readonly ok?: boolean } = {},
): Judged => ({ objective, value, limit, phase: of.phase ?? null, ok: of.ok ?? true });
