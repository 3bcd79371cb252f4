import type { Distributions } from "../figures.ts";
import type { compare } from "../measure/baseline.ts";
import type { estimateCapacity } from "../measure/capacity.ts";
import type { readBaseline } from "../measure/earlier.ts";
import type { leakOf } from "../measure/leak.ts";
import type { watchServer } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import type { Mix } from "../scenario.ts";
import type { Clock } from "./clock.ts";
import type { startCrew } from "./crew.ts";
import type { Renderers } from "./output.ts";
import type { Terminal } from "./progress.ts";
import type { roomProblem } from "./roomType.ts";
import type { Books } from "./stage.ts";
import type { takeAim } from "./target.ts";

/** Everything that a run reaches outside itself for: a test replaces single members. */
export interface Surroundings {
  /** Ends the run early, with what was measured so far; its reason goes into the result. */
  readonly stop: AbortSignal;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** As typed: the report repeats them. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly loadScenario: (path: string, stop: AbortSignal) => Promise<LoadedScenario>;
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
  readonly readBaseline: typeof readBaseline;
  readonly compare: typeof compare;
  readonly render: Renderers;
}

/** What is known of a scenario here; the workers have all of it. */
export interface ScenarioFacts {
  readonly room: string;
  readonly inputHz?: number | undefined;
  readonly mix?: Mix | undefined;
}

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: ScenarioFacts }
  | { readonly ok: false; readonly problems: readonly string[] };
