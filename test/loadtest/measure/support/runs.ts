import { DISTRIBUTIONS, type Distributions, zeroCounters } from "../../../../loadtest/figures.ts";
import {
  type PhaseFigures,
  TIMELINE_COLUMNS,
  type Timeline,
  type TimelineColumn,
} from "../../../../loadtest/result.ts";

/** A phase of which nothing matters but this. */
export function phase(more: Partial<PhaseFigures>): PhaseFigures {
  return {
    kind: "hold",
    clients: 0,
    from: 0,
    to: 0,
    clientSeconds: 0,
    connectedMax: 0,
    counters: zeroCounters(),
    distributions: Object.fromEntries(DISTRIBUTIONS.map((id) => [id, null])) as Distributions,
    bytes: null,
    generator: { eventLoopMs: { p50: 0, p99: 0, max: 0 }, utilisation: 0, cores: 0 },
    doubt: null,
    server: null,
    ...more,
  };
}

/** Every second of a run; columns that are left out were not measured. */
export function timeline(
  seconds: number,
  columns: Partial<Record<TimelineColumn, readonly (number | null)[]>>,
): Timeline {
  const none = Array.from({ length: seconds }, () => null);
  return {
    t: none.map((_none, second) => second),
    columns: Object.fromEntries(
      TIMELINE_COLUMNS.map((id) => [id, columns[id] ?? none]),
    ) as Timeline["columns"],
  };
}
