import type { ObjectiveId } from "../objectives.ts";
import type { Result } from "../result.ts";
import { isHeldUp } from "./verdict.ts";
import type { Words } from "./words/index.ts";

export type Advice = Exclude<keyof Words["page"]["next"], "repeat">;

/** A wrong game counts for more than a slow one. */
const WRONG: ReadonlySet<ObjectiveId> = new Set(["desyncs", "messagesLostOrTwice", "hiddenSeen"]);

/** What a reader should do about this result, the most urgent first. */
export function adviceFor(result: Result): readonly Advice[] {
  const { ended, limiter, broken, verdict, run, baseline } = result;
  const isBroken = (test: (id: ObjectiveId) => boolean) =>
    broken.some(({ objective }) => test(objective));
  const candidates: readonly (readonly [Advice, boolean])[] = [
    ["serverDied", ended?.why === "serverDied"],
    ["workerDied", ended?.why === "workerDied"],
    ["signal", ended?.why === "signal"],
    ["state", isBroken((id) => WRONG.has(id))],
    ["joins", isBroken((id) => id === "failedJoins")],
    ["leftBehind", isBroken((id) => id === "leftBehind")],
    ["server", limiter.kind === "server"],
    ["generator", limiter.kind === "generator"],
    ["machine", limiter.kind === "machine" && !isHeldUp(limiter)],
    ["heldUp", isHeldUp(limiter)],
    ["notOurs", !run.ours],
    ["stress", verdict === "pass" && run.profile !== "stress"],
    ["soak", verdict === "pass" && run.profile !== "soak" && run.ours],
    ["baseline", verdict === "pass" && baseline === null],
  ];
  return candidates.flatMap(([advice, isDue]) => (isDue ? [advice] : []));
}
