/**
 * What is measured, by id. Workers count and time; the coordinator adds up; the report tells.
 * Durations are in ms, sizes in bytes.
 */

/** Distributions on the clients' side. Each keeps its tail: p50 to p99.9 and the largest. */
export const DISTRIBUTIONS = [
  /** From asking for a seat until the state is whole: the next three together. */
  "join",
  /** Asking for a seat, until the matchmaker has answered. */
  "matchmake",
  /** From there until the room has acknowledged the connection. */
  "connect",
  /** From there until the state is whole. */
  "firstState",
  /** An input, from the moment it was due until the first patch that acknowledges it. */
  "echo",
  /** The same, less what the bot's own line takes: the smallest ping, and what `net` adds. */
  "overLine",
  /** Between two patches of one client. */
  "interval",
  /** |interval − nominal|. */
  "jitter",
  /** Age of the newest patch, at every moment a bot decides. */
  "staleness",
  /** From the break of a line to its return. */
  "reconnect",
  /** From the end of a stay that the server ended to the first state of the next. */
  "rejoin",
  /** The SDK's work on one frame. */
  "decode",
  /** How late inputs left: the generator's own fault. */
  "lateness",
  /** Round trip of the bare socket. */
  "ping",
] as const;
export type DistributionId = (typeof DISTRIBUTIONS)[number];

export const COUNTERS = [
  "joinsStarted",
  "joinsOk",
  "joinsFailed",
  "inputsDue",
  "inputsSent",
  /** Left more than `LATE_MS` after they were due. */
  "inputsLate",
  /** Due while the line was down. */
  "inputsOffline",
  /** Sent, and in no patch's acknowledgement within a second, or as long as `net` may hold it back. */
  "unanswered",
  /** Patches that came, and that should have: to bots that send with every tick. */
  "patches",
  "patchesDue",
  "bytesIn",
  "bytesOut",
  "drops",
  "reconnects",
  "rejoins",
  /** Stays that the server ended: see the tally `endings`. */
  "endings",
  "errors",
  "stateChecks",
  "desyncs",
  /** Tagged messages: sent, answered never, answered twice or out of order. */
  "messagesSent",
  "messagesLost",
  "messagesTwice",
  /** Looks at what is in view, and entities in it that should be hidden. */
  "viewChecks",
  "hiddenSeen",
] as const;
export type CounterId = (typeof COUNTERS)[number];
export type Counters = Record<CounterId, number>;

export const zeroCounters = (): Counters =>
  Object.fromEntries(COUNTERS.map((id) => [id, 0])) as Counters;

/** In ms. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}
export type Distributions = Readonly<Record<DistributionId, Percentiles | null>>;

/** What kind of load a phase is; a gate may differ by it. Words for them are in `report/words`. */
export const PHASE_KINDS = [
  /** The number of clients changes. */
  "ramp",
  /** It stays. */
  "hold",
  /** One of several loads that are tried. */
  "step",
  /** Many join at once. */
  "storm",
  /** Every line has just been cut. */
  "cut",
  /** The server has just been killed and started again. */
  "restart",
] as const;
export type PhaseKind = (typeof PHASE_KINDS)[number];

/** How the processes that play the bots fared themselves: the worst of them. */
export interface GeneratorFigures {
  readonly eventLoopMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Share of time that the event loop was busy, 0 to 1. */
  readonly utilisation: number;
  /** CPU time over wall time, of all workers together: 1 is one core. */
  readonly cores: number;
}
