import type { Slo } from "./objectives.ts";

/** What a run must meet. A profile and the command line (`--slo`) may change single limits. */
export const slo: Slo = {
  failedJoins: 0,
  lostStays: 0,
  patchesDelivered: 0.95,
  echoP95OverPingMs: 120,
  unanswered: 0.01,
  tickOverruns: 0.01,
  errors: 0,
  desyncs: 0,
  messagesLostOrTwice: 0,
  hiddenSeen: 0,
  leftBehind: 0,
};
