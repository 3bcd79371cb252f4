import { caller } from "../engine/matchmaking.ts";
import { LOADTEST_HEADER } from "../schema/messages.ts";
import type { Deps } from "./deps.ts";
import type { Identity } from "./entry.ts";

/** Is the matchmaking request that is being served one of a load test that shows the token? */
export const askedByLoadTest = ({ liftsLimits }: Pick<Deps, "liftsLimits">): boolean =>
  liftsLimits(caller()?.headers?.get(LOADTEST_HEADER));

/** May this person appear in leaderboards, ratings and records? */
export const countsForRecords = ({ loadTest }: Pick<Identity, "loadTest">): boolean => !loadTest;
