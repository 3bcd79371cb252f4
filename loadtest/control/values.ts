import type { Counters } from "../figures.ts";
import type { ObjectiveId } from "../objectives.ts";
import type { PhaseFigures, Result } from "../result.ts";
import { shareOf } from "./mix.ts";

/** What a phase's values need beyond its own figures. */
export interface PhaseContext {
  /** A server of ours patches with every tick; how often another one has something to say, who knows. */
  readonly ours: boolean;
  /** Clients who had neither joined nor failed to when waiting for them was given up. */
  readonly stuck: number;
  /** Lines that were down or dead when the run ended, and should not have been. */
  readonly cutOff: number;
  /** Of a profile in which the server ends stays: how many should be there again by now. */
  readonly awaited: number | null;
}

type PhaseObjective = (figures: PhaseFigures, context: PhaseContext) => number | null;

/** Null is "not measured" throughout: a zero would pass, or fail, what nobody has seen. */
const PHASE_VALUES: Partial<Record<ObjectiveId, PhaseObjective>> = {
  failedJoins: ({ counters }, { stuck }) => counters.joinsFailed + stuck,
  lostStays: ({ counters, connectedMax }, { cutOff, awaited }) =>
    counters.endings + cutOff + Math.max(0, (awaited ?? 0) - connectedMax),
  patchesDelivered: ({ counters }, { ours }) =>
    ours ? share(counters.patches, counters.patchesDue) : null,
  echoP95OverPingMs: ({ distributions }) => distributions.overLine?.p95 ?? null,
  unanswered: ({ counters, distributions }, { ours }) =>
    ours || distributions.overLine || counters.unanswered > 0
      ? share(counters.unanswered, counters.inputsSent)
      : null,
  tickP99Ms: ({ server }) => server?.tickP99Ms ?? null,
  tickOverruns: ({ server }) =>
    server ? share(Math.min(server.overruns, server.ticks), server.ticks) : null,
  reconnectP95Ms: ({ distributions }) => distributions.reconnect?.p95 ?? null,
  joinP95Ms: ({ distributions }) => distributions.join?.p95 ?? null,
};

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export function phaseValue(
  objective: ObjectiveId,
  figures: PhaseFigures,
  context: PhaseContext,
): number | null {
  return PHASE_VALUES[objective]?.(figures, context) ?? null;
}

/** What is judged over the whole run. */
export interface RunFacts {
  readonly counters: Counters;
  readonly leftBehind: Result["leftBehind"];
  readonly leak: Result["leak"];
}

const RUN_VALUES: Partial<Record<ObjectiveId, (facts: RunFacts) => number | null>> = {
  errors: ({ counters }) => counters.errors,
  desyncs: ({ counters }) => (counters.stateChecks > 0 ? counters.desyncs : null),
  messagesLostOrTwice: ({ counters }) =>
    counters.messagesSent > 0 ? counters.messagesLost + counters.messagesTwice : null,
  hiddenSeen: ({ counters }) => (counters.viewChecks > 0 ? counters.hiddenSeen : null),
  leftBehind: ({ leftBehind: left }) => left && left.rooms + left.clients + left.connections,
  leakMbPerHour: ({ leak }) => (leak.known ? Math.max(0, leak.low) : null),
};

export const runValue = (objective: ObjectiveId, facts: RunFacts): number | null =>
  RUN_VALUES[objective]?.(facts) ?? null;

/** Clients of this mix who may be away at any moment, by their own doing or the server's right. */
export const mayBeAway = (mix: Result["run"]["mix"], clients: number): number =>
  Math.ceil(clients * shareOf(mix, "leaver", "reconnector", "flooder"));
