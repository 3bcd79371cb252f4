import type { Distributions } from "../figures.ts";
import type { Baseline, compare } from "../measure/baseline.ts";
import type { estimateCapacity } from "../measure/capacity.ts";
import type { leakOf } from "../measure/leak.ts";
import type { watchServer } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import type { Clock } from "./clock.ts";
import type { startCrew } from "./crew.ts";
import type { Renderers } from "./output.ts";
import type { Terminal } from "./progress.ts";
import type { Books } from "./stage.ts";
import type { takeAim } from "./target.ts";
import type { roomProblem } from "./trial.ts";

/** Everything that a run reaches outside itself for: a test replaces single members. */
export interface Surroundings {
  /** Ends the run early, with what was measured so far; its reason goes into the result. */
  readonly stop: AbortSignal;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** As typed: the report repeats them. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly loadScenario: (path: string) => Promise<LoadedScenario>;
  readonly takeAim: typeof takeAim;
  readonly roomProblem: typeof roomProblem;
  readonly startCrew: typeof startCrew;
  readonly watchServer: typeof watchServer;
  readonly ledger: () => Books;
  readonly machine: () => Result["machine"];
  readonly nsPerSample: () => number;
  readonly recordingOf: (
    distributions: Distributions,
    seconds: number,
    nsPerSample: number,
  ) => Result["recording"];
  readonly estimateCapacity: typeof estimateCapacity;
  readonly leakOf: typeof leakOf;
  readonly readBaseline: (
    paths: readonly string[],
    kind?: Pick<Result["run"], "profile" | "room" | "clients">,
  ) => Promise<Baseline>;
  readonly compare: typeof compare;
  readonly render: Renderers;
}

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly string[] };
