import type { DesyncSettings } from "../engine/desync.ts";
import { Digest } from "../schema/lib/digest.ts";
import { STATE_CHECK, STATE_LEAVES, STATE_REPORT, stateReport } from "../schema/messages.ts";
import type { Deps } from "./deps.ts";

/** Each client's state is compared with the server's this often. */
const STATE_CHECK_MS = 5000;

const digest = new Digest();
const messages = { check: STATE_CHECK, leaves: STATE_LEAVES, report: STATE_REPORT } as const;

/** How rooms find out whether their clients hold what they should. */
export const stateChecks = ({ stateCheckMs = STATE_CHECK_MS }: Deps): DesyncSettings => ({
  digest,
  everyMs: stateCheckMs,
  messages,
  reportFormat: stateReport,
});
