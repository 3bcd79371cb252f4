import type { PhaseKind } from "./figures.ts";

/**
 * What may be demanded of a run. A limit is the largest value that passes, or the smallest where
 * `atLeast` is set. Words for each are in `report/words`.
 */
export const OBJECTIVES = {
  /** Joins that failed. */
  failedJoins: { unit: "", scope: "phase" },
  /** Stays that the server ended, and lines that did not come back. */
  lostStays: { unit: "", scope: "phase" },
  /** Of the patches that bots who send with every tick should get, 0 to 1. */
  patchesDelivered: { unit: "share", scope: "phase", atLeast: true },
  /** p95 of input to state above the round trip of each bot's own line. */
  echoP95OverPingMs: { unit: "ms", scope: "phase" },
  /** Inputs without an answer within a second, of all that were sent: 0 to 1. */
  unanswered: { unit: "share", scope: "phase" },
  /** p99 of a server's tick. */
  tickP99Ms: { unit: "ms", scope: "phase" },
  /** Ticks that took longer than their step or that a standstill cost, 0 to 1. */
  tickOverruns: { unit: "share", scope: "phase" },
  reconnectP95Ms: { unit: "ms", scope: "phase" },
  joinP95Ms: { unit: "ms", scope: "phase" },
  errors: { unit: "", scope: "run" },
  desyncs: { unit: "", scope: "run" },
  messagesLostOrTwice: { unit: "", scope: "run" },
  hiddenSeen: { unit: "", scope: "run" },
  /** Rooms, seats, clients and connections above what was there before, after all have left. */
  leftBehind: { unit: "", scope: "run" },
  /** Growth of the server's heap, the lower end of its confidence interval. */
  leakMbPerHour: { unit: "MB/h", scope: "run" },
} as const satisfies Record<
  string,
  {
    readonly unit: "" | "ms" | "share" | "MB/h";
    readonly scope: "phase" | "run";
    readonly atLeast?: true;
  }
>;
export type ObjectiveId = keyof typeof OBJECTIVES;
export const OBJECTIVE_IDS = Object.keys(OBJECTIVES) as readonly ObjectiveId[];

/** Limits by objective; null takes one away. What is not named is not demanded. */
export type Limits = Readonly<Partial<Record<ObjectiveId, number | null>>>;
/** Limits for all, and others for phases of a kind. */
export type SloOverrides = Limits & {
  readonly phases?: Readonly<Partial<Record<PhaseKind, Limits>>>;
};
export type Slo = SloOverrides;

/** One demand, judged. */
export interface Judged {
  readonly objective: ObjectiveId;
  /** Index of the phase; null for the whole run. */
  readonly phase: number | null;
  readonly limit: number;
  /** Null: not available on this server, or nothing to measure; then it neither passes nor fails. */
  readonly value: number | null;
  readonly ok: boolean;
}
