import { resolve } from "node:path";
import type { Flags } from "../flags.ts";
import type { SloOverrides } from "../objectives.ts";
import type { Profile } from "../profile.ts";
import { PROFILES } from "../profiles/index.ts";
import type { Result } from "../result.ts";
import { slo } from "../slo.ts";
import { type Given, planRun, profileProblems, type RunPlan } from "./plan.ts";
import { checkSlo, readSlo } from "./slo.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is known before there is a server. */
export interface Prepared {
  readonly profile: Profile;
  readonly scenario: Given["scenario"];
  readonly layers: readonly SloOverrides[];
  readonly baseline: readonly Result[];
}

export type Preparation =
  | { readonly ok: true; readonly prepared: Prepared }
  /** All of them, one line each. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the files that the flags name, and tries all that can be tried without a server. */
export async function prepare(flags: Flags, around: Surroundings): Promise<Preparation> {
  const profile: Profile = PROFILES[flags.profile];
  const problems = profileProblems(flags, profile);
  const layers = await layersOf(flags, profile, problems);
  const scenario = await scenarioOf(flags, around, problems);
  const baseline = await baselineOf(flags, around, problems);
  if (flags.url === undefined && !(flags.scenario && !scenario)) {
    const planned = await planRun({ flags, profile, scenario, target: undefined, epochMs: 0 });
    if (!planned.ok) problems.push(...planned.problems);
    else if (baseline.length > 0)
      problems.push(...(await baselineProblems(flags, planned.plan, around)));
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, prepared: { profile, scenario, layers, baseline } };
}

/** `slo.ts` is a file that its users edit, so it is checked like any other. */
async function layersOf(
  flags: Flags,
  profile: Profile,
  problems: string[],
): Promise<readonly SloOverrides[]> {
  const read = [checkSlo(slo, "loadtest/slo.ts"), ...(await Promise.all(flags.slo.map(readSlo)))];
  const layers: SloOverrides[] = [];
  for (const one of read) {
    if (one.ok) layers.push(one.slo);
    else problems.push(...one.problems);
  }
  return [...layers.slice(0, 1), profile.slo ?? {}, ...layers.slice(1)];
}

async function scenarioOf(
  { scenario: path }: Flags,
  { loadScenario }: Surroundings,
  problems: string[],
): Promise<Given["scenario"]> {
  if (path === undefined) return undefined;
  const loaded = await loadScenario(path);
  if (loaded.ok) return { scenario: loaded.scenario, path: resolve(path) };
  problems.push(...loaded.problems);
  return undefined;
}

async function baselineOf(
  { baseline: paths }: Flags,
  { readBaseline }: Surroundings,
  problems: string[],
): Promise<readonly Result[]> {
  if (paths.length === 0) return [];
  const read = await readBaseline(paths);
  if (read.ok) return read.runs;
  problems.push(`--baseline: ${read.problem}`);
  return [];
}

/** Reports of another profile, room or size say nothing about this run. */
export async function baselineProblems(
  { baseline: paths, profile }: Flags,
  { crew: { room }, rehearsal: { clients } }: RunPlan,
  { readBaseline }: Surroundings,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const read = await readBaseline(paths, { profile, room, clients });
  return read.ok ? [] : [`--baseline: ${read.problem}`];
}
