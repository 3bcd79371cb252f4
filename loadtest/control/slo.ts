import { statSync } from "node:fs";
import { PHASE_KINDS, type PhaseKind } from "../figures.ts";
import { loadModule } from "../module.ts";
import {
  type Limits,
  OBJECTIVE_IDS,
  OBJECTIVES,
  type ObjectiveId,
  type SloOverrides,
} from "../objectives.ts";
import { didYouMean, unknown } from "./suggest.ts";
import { tryFile } from "./tryFile.ts";

export type ReadSlo =
  | { readonly ok: true; readonly slo: SloOverrides }
  | { readonly ok: false; readonly problems: readonly string[] };

interface Draft {
  readonly slo: Record<string, unknown> & { phases: Record<string, Record<string, unknown>> };
  readonly problems: string[];
}

/**
 * Reads one `--slo`: `errors=3,storm.echoP95OverPingMs=250,desyncs=off`, or the path of a
 * TypeScript file that exports `slo`.
 */
export async function readSlo(text: string, stop: AbortSignal): Promise<ReadSlo> {
  return text.includes("=") ? readPairs(text) : readFile(text, stop);
}

const PAIR = /^((?:[^.=]+\.)?[^.=]+)=([^=]*)$/;

function readPairs(text: string): ReadSlo {
  const given = new Map<string, string>();
  const problems: string[] = [];
  for (const word of text.split(",").map((word) => word.trim())) {
    const [, name, value = ""] = (PAIR.exec(word) ?? []).map((part) => part.trim());
    if (name === undefined) problems.push(`"${word}" is not objective=limit`);
    // In a file it holds the kinds of phases.
    else if (name === "phases") problems.push(unknown(name, "objective", OBJECTIVE_IDS));
    else if (given.has(name)) problems.push(`${name} is given twice`);
    else given.set(name, value);
  }
  const checked = checkSlo(nested(given), "--slo");
  if (problems.length === 0) return checked;
  const told = problems.map((problem) => `--slo: ${problem}`);
  return { ok: false, problems: checked.ok ? told : [...told, ...checked.problems] };
}

/** From `storm.errors` → `1` to what a file would export. */
function nested(given: ReadonlyMap<string, string>): object {
  const pairs = [...given].map(([name, value]) => {
    const [id = "", kind = ""] = name.split(".").reverse();
    return { kind, pair: [id, limitOf(id, value)] as const };
  });
  const limits = [...Map.groupBy(pairs, ({ kind }) => kind)].map(
    ([kind, those]) => [kind, Object.fromEntries(those.map(({ pair }) => pair))] as const,
  );
  const { "": general, ...phases } = Object.fromEntries(limits);
  return { ...general, phases };
}

/** Words stay words, to be named as what they are. */
function limitOf(id: string, value: string): unknown {
  if (/^(off|null)$/i.test(value)) return null;
  const [, percent] = /^([\d.]+)\s*%$/.exec(value) ?? [];
  const isShare = isObjective(id) && OBJECTIVES[id].unit === "share";
  const limit = percent !== undefined && isShare ? Number(percent) / 100 : Number(value);
  return value === "" || Number.isNaN(limit) ? value : limit;
}

async function readFile(path: string, stop: AbortSignal): Promise<ReadSlo> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return tryFile("slo", path, stop);
  const hint = didYouMean(path, OBJECTIVE_IDS);
  const problem = `--slo: "${path}" is neither objective=limit nor a file${hint}`;
  return { ok: false, problems: [problem] };
}

/** Runs in a process of its own, as all that loads a user's file. */
export async function loadSlo(path: string): Promise<ReadSlo> {
  const loaded = await loadModule(path);
  if (!loaded.ok) return { ok: false, problems: [`${path}: ${loaded.problem}`] };
  const { slo } = loaded.module;
  if (typeof slo === "object" && slo !== null) return checkSlo(slo, path);
  return { ok: false, problems: [`${path}: does not export \`slo\``] };
}

/** @param where is named in front of each problem: a flag or a file */
export function checkSlo(given: object, where: string): ReadSlo {
  const { phases = {}, ...general } = given as Draft["slo"];
  const problems = Object.entries(general).flatMap(([id, limit]) => limitProblem(id, limit));
  for (const [kind, limits] of Object.entries(phases ?? {})) {
    if (!isPhaseKind(kind)) problems.push(unknown(kind, "kind of phase", PHASE_KINDS));
    else problems.push(...phaseProblems(kind, limits));
  }
  if (problems.length > 0)
    return { ok: false, problems: problems.map((problem) => `${where}: ${problem}`) };
  return { ok: true, slo: given as SloOverrides };
}

function phaseProblems(kind: PhaseKind, limits: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(limits).flatMap(([id, limit]) => {
    if (isObjective(id) && OBJECTIVES[id].scope === "run")
      return [`${kind}.${id}: it is judged over the whole run, not by phase`];
    return limitProblem(id, limit);
  });
}

function limitProblem(id: string, limit: unknown): string[] {
  if (!isObjective(id)) return [unknown(id, "objective", OBJECTIVE_IDS)];
  if (limit === null) return [];
  const most = OBJECTIVES[id].unit === "share" ? 1 : Number.MAX_VALUE;
  if (typeof limit === "number" && limit >= 0 && limit <= most) return [];
  const range = most === 1 ? "from 0 to 1 (or in %)" : "from 0";
  return [`${id} must be a number ${range} or off, not "${String(limit)}"`];
}

const isObjective = (id: string): id is ObjectiveId => Object.hasOwn(OBJECTIVES, id);
const isPhaseKind = (kind: string): kind is PhaseKind =>
  (PHASE_KINDS as readonly string[]).includes(kind);

/** Kinds in which the load changes: figures say little there, unless somebody names a limit. */
const UNSETTLED: readonly PhaseKind[] = ["ramp"];
const ALWAYS: readonly ObjectiveId[] = ["failedJoins", "lostStays"];

/**
 * What is demanded of phases of one kind, or of the run. Later layers win; among all, a limit for
 * the kind of phase wins over a limit for all phases.
 */
export function limitsOf(layers: readonly SloOverrides[], kind: PhaseKind | "run"): Limits {
  const general: Limits = Object.assign({}, ...layers.map(({ phases: _, ...limits }) => limits));
  const scope = kind === "run" ? "run" : "phase";
  const inScope = OBJECTIVE_IDS.filter((id) => OBJECTIVES[id].scope === scope);
  if (kind === "run") return pick(general, inScope);
  const ids = UNSETTLED.includes(kind) ? ALWAYS : inScope;
  return Object.assign(pick(general, ids), ...layers.map(({ phases }) => phases?.[kind] ?? {}));
}

const pick = (limits: Limits, ids: readonly ObjectiveId[]): Limits =>
  Object.fromEntries(ids.filter((id) => id in limits).map((id) => [id, limits[id]]));
