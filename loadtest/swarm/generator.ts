import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { LATE_MS } from "./pacing.ts";

/** How the process that plays the bots fared itself. */
export interface GeneratorFigures {
  /** How late its event loop came to its work, in ms. */
  readonly eventLoopMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Share of time that the event loop was busy, 0 to 1. */
  readonly utilisation: number;
}

const RESOLUTION_MS = 5;
/** More late inputs than this, and the load was not the one that was asked for. */
const LATE_SHARE = 0.01;
/** Late although less busy than this: others have the processor. */
const SATURATED = 0.7;

/** Starts watching this process; returns the stop, which tells. */
export function watchGenerator(): () => GeneratorFigures {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const before = performance.eventLoopUtilization();
  delay.enable();
  return () => {
    delay.disable();
    // The histogram holds whole intervals between its samples, so an idle loop reads RESOLUTION_MS.
    const late = (ns: number) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    return {
      eventLoopMs: {
        p50: late(delay.percentile(50)),
        p99: late(delay.percentile(99)),
        max: late(delay.max),
      },
      utilisation: performance.eventLoopUtilization(before).utilization,
    };
  };
}

/** Why the figures are the generator's rather than the server's, in words; null when they are not. */
export function bottleneck(
  { eventLoopMs, utilisation }: GeneratorFigures,
  inputs: { readonly due: number; readonly late: number },
): string | null {
  const lateShare = inputs.due === 0 ? 0 : inputs.late / inputs.due;
  const reasons: string[] = [];
  if (eventLoopMs.p99 > LATE_MS)
    reasons.push(`its event loop was late by ${eventLoopMs.p99.toFixed(0)} ms at p99`);
  if (lateShare > LATE_SHARE) {
    reasons.push(`${(lateShare * 100).toFixed(1)} % of inputs left more than ${LATE_MS} ms late`);
  }
  if (reasons.length === 0) return null;
  const busy = `${(utilisation * 100).toFixed(0)} % busy`;
  const who =
    utilisation >= SATURATED
      ? `the generator was the bottleneck (${busy})`
      : `the machine left the generator too little time (it was ${busy})`;
  return `${who}: ${reasons.join(" and ")}; latency and jitter above are partly its own`;
}
