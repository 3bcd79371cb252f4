import { resolve } from "node:path";
import type { Flags } from "../flags.ts";
import type { Baseline, Kind } from "../measure/earlier.ts";
import type { SloOverrides } from "../objectives.ts";
import type { Profile } from "../profile.ts";
import { PROFILES } from "../profiles/index.ts";
import type { Result } from "../result.ts";
import { slo } from "../slo.ts";
import { folderProblems } from "./output.ts";
import { type Given, type Planned, planRun, profileProblems, type RunPlan } from "./plan.ts";
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
  const { layers, scenario } = await readFiles(flags, around, problems);
  const planned =
    flags.scenario && !scenario ? undefined : await presume({ flags, profile, scenario });
  if (planned && !planned.ok) problems.push(...planned.problems);
  const kind = () => (planned?.ok ? knownKind(flags, planned.plan, scenario, around) : {});
  const baseline = await baselineOf(flags, kind, around);
  if (!baseline.ok) problems.push(...baseline.problems);
  if (problems.length > 0 || !baseline.ok) return { ok: false, problems };
  return { ok: true, prepared: { profile, scenario, layers, baseline: baseline.runs } };
}

/** What is wrong besides, where the flags alone cannot be right. */
export async function fileProblems(flags: Flags, around: Surroundings): Promise<readonly string[]> {
  const problems: string[] = [];
  await readFiles(flags, around, problems);
  const baseline = await baselineOf(flags, () => ({}), around);
  return baseline.ok ? problems : [...problems, ...baseline.problems];
}

async function readFiles(flags: Flags, around: Surroundings, problems: string[]) {
  const { url } = flags;
  if (url !== undefined) problems.push(...tokenProblems(around.env.LOADTEST_TOKEN));
  const layers = await layersOf(flags, around, problems);
  const scenario = await scenarioOf(flags, around, problems);
  if (flags.out !== undefined) problems.push(...(await folderProblems(flags.out)));
  return { layers, scenario };
}

/** The server demands the same; what fetch says of a header that is none holds the token. */
const tokenProblems = (token = ""): readonly string[] =>
  /^[\x21-\x7e]*$/.test(token)
    ? []
    : [
        "LOADTEST_TOKEN must have letters, digits and signs of ASCII alone, without a space or a line break: it is a header",
      ];

/** The plan for the server that is likely at --url; what is not known then shows when it answers. */
function presume(given: Pick<Given, "flags" | "profile" | "scenario">): Promise<Planned> {
  const { flags, scenario } = given;
  const isOurs = flags.url === undefined || (flags.game === undefined && !scenario);
  const any = { url: flags.url ?? "", ours: false, pass: undefined, build: "" };
  return planRun({ ...given, target: isOurs ? undefined : any, epochMs: 0 });
}

/** The default mix is another one on servers that are not ours. */
function knownKind(
  flags: Flags,
  plan: RunPlan,
  scenario: Given["scenario"],
  around: Surroundings,
): Partial<Kind> {
  const { mix, ...kind } = kindOf(flags, plan, around);
  const isKnown = flags.url === undefined || (flags.mix ?? scenario?.scenario.mix) !== undefined;
  return isKnown ? { ...kind, mix } : kind;
}

function kindOf(flags: Flags, { crew, wishes, rehearsal }: RunPlan, around: Surroundings): Kind {
  const { room, rooms = null, mix, net } = crew;
  const { cpu, cores } = around.machine();
  return {
    profile: flags.profile,
    scenario: flags.scenario ?? null,
    clients: rehearsal.clients,
    phaseSeconds: wishes.seconds,
    ...{ room, rooms, mix, net, cpu, cores },
  };
}

/** `slo.ts` is a file that its users edit, so it is checked like any other. */
async function layersOf(
  flags: Flags,
  { stop }: Surroundings,
  problems: string[],
): Promise<readonly SloOverrides[]> {
  const given = await Promise.all(flags.slo.map((text) => readSlo(text, stop)));
  const read = [checkSlo(slo, "loadtest/slo.ts"), ...given];
  const layers: SloOverrides[] = [];
  for (const one of read) {
    if (one.ok) layers.push(one.slo);
    else problems.push(...one.problems);
  }
  return [...layers.slice(0, 1), PROFILES[flags.profile].slo ?? {}, ...layers.slice(1)];
}

async function scenarioOf(
  { scenario: path }: Flags,
  { loadScenario, stop }: Surroundings,
  problems: string[],
): Promise<Given["scenario"]> {
  if (path === undefined) return undefined;
  const loaded = await loadScenario(path, stop);
  if (loaded.ok) return { scenario: loaded.scenario, path: resolve(path) };
  problems.push(...loaded.problems);
  return undefined;
}

async function baselineOf(
  { baseline: paths }: Flags,
  kind: () => Partial<Kind>,
  { readBaseline }: Surroundings,
): Promise<Baseline> {
  if (paths.length === 0) return { ok: true, runs: [] };
  const read = await readBaseline(paths, kind());
  if (read.ok) return read;
  return { ok: false, problems: read.problems.map((problem) => `--baseline: ${problem}`) };
}

/** Reports of runs of another kind say nothing about this one. */
export async function baselineProblems(
  flags: Flags,
  plan: RunPlan,
  around: Surroundings,
): Promise<readonly string[]> {
  if (flags.baseline.length === 0) return [];
  const read = await baselineOf(flags, () => kindOf(flags, plan, around), around);
  return read.ok ? [] : read.problems;
}
