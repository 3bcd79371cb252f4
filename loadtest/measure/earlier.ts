import { readFile, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { z } from "zod";
import { DISTRIBUTIONS, PHASE_KINDS } from "../figures.ts";
import type { Result } from "../result.ts";
import { type Mix, PERSONAS } from "../scenario.ts";
import { compare, isSteady } from "./baseline.ts";

export type Baseline =
  | { readonly ok: true; readonly runs: readonly Result[] }
  /** One line each, each naming the file. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** What two runs must have in common. */
export type Kind = Pick<
  Result["run"],
  "profile" | "scenario" | "room" | "rooms" | "clients" | "phaseSeconds" | "mix" | "net"
> &
  Pick<Result["machine"], "cpu" | "cores">;

/** Each as it is compared, and told. */
const KIND: { readonly [key in keyof Kind]: readonly [string, (value: Kind[key]) => unknown] } = {
  profile: ["profile", String],
  scenario: ["scenario", (path) => path && normalize(path)],
  room: ["room type", String],
  rooms: ["number of rooms", (rooms) => rooms],
  clients: ["number of clients", Number],
  phaseSeconds: ["duration in seconds", Number],
  mix: ["mix", sharesOf],
  net: ["line", String],
  cpu: ["CPU", String],
  cores: ["number of cores", Number],
};
/** None is ever below 0, and none was ever infinite. */
const figure = z.number().min(0);
const percentiles = z.looseObject({ count: figure, p50: figure, p95: figure, p99: figure });
const phase = z.looseObject({
  kind: z.enum(PHASE_KINDS),
  from: figure,
  to: figure,
  distributions: z.looseObject(
    Object.fromEntries(DISTRIBUTIONS.map((id) => [id, z.nullable(percentiles)])),
  ),
  bytes: z.nullable(z.looseObject({ in: figure })),
  server: z.nullable(
    z.looseObject({
      cpuMsPerClientSecond: z.nullable(figure),
      tickP99Ms: z.nullable(figure),
      rssBytes: figure,
    }),
  ),
});
/** As much of a report as is compared. */
const report = z.looseObject({
  format: z.literal(1),
  run: z.looseObject({
    startedAt: z.string(),
    seed: figure,
    profile: z.string(),
    scenario: z.nullable(z.string()),
    room: z.string(),
    rooms: z.nullable(figure),
    clients: figure,
    phaseSeconds: figure,
    mix: z.record(z.string(), figure),
    net: z.string(),
  }),
  machine: z.looseObject({ cpu: z.string(), cores: figure }),
  verdict: z.string(),
  phases: z.array(phase).refine((all) => all.some(isSteady), "the load stayed in none"),
});

/**
 * Reads report.json files of earlier runs, or the folders that hold them.
 * @param kind of the run that they are for, as far as it is known
 */
export async function readBaseline(
  paths: readonly string[],
  kind: Partial<Kind>,
): Promise<Baseline> {
  const runs = new Map<string, Result>();
  const problems: string[] = [];
  for (const path of paths) {
    const read = await readReport(path);
    if (!read.ok) {
      problems.push(read.problem);
      continue;
    }
    const { startedAt, seed } = read.run.run;
    const id = `${startedAt} ${seed}`;
    const faults = runs.has(id) ? ["is given twice"] : faultsOf(read.run, kind);
    problems.push(...faults.map((fault) => `${path} ${fault}`));
    runs.set(id, read.run);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, runs: [...runs.values()] };
}

/** What keeps a run from being compared, in words. */
function faultsOf({ verdict, run, machine }: Result, wanted: Partial<Kind>): string[] {
  const kind: Kind = { ...run, ...machine };
  const different = (Object.keys(KIND) as (keyof Kind)[]).flatMap((key) =>
    differenceIn(key, kind, wanted),
  );
  if (verdict !== "pass") different.unshift(`its verdict is ${verdict}, not pass`);
  return different.map((fault) => `is no baseline for this: ${fault}`);
}

function differenceIn<K extends keyof Kind>(key: K, kind: Kind, wanted: Partial<Kind>): string[] {
  const value = wanted[key];
  if (value === undefined) return [];
  const [name, told] = KIND[key];
  const [is, not] = [told(kind[key]), told(value as Kind[K])];
  return is === not ? [] : [`its ${name} is ${is ?? "none"}, not ${not ?? "none"}`];
}

/** The same for all mixes that make the same bots. */
function sharesOf(mix: Mix): string {
  const all = PERSONAS.reduce((sum, id) => sum + (mix[id] ?? 0), 0);
  const shares = PERSONAS.map((id) => [id, (mix[id] ?? 0) / all] as const);
  const told = shares.filter(([, share]) => share > 0);
  return told.map(([id, share]) => `${id} ${Math.round(share * 1e4) / 100} %`).join(", ");
}

async function readReport(
  path: string,
): Promise<{ ok: true; run: Result } | { ok: false; problem: string }> {
  const bad = (problem: string) => ({ ok: false, problem: `${path} ${problem}` }) as const;
  let text: string;
  try {
    const isFolder = (await stat(path)).isDirectory();
    text = await readFile(isFolder ? join(path, "report.json") : path, "utf8");
  } catch (error) {
    return bad(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return bad("is no JSON");
  }
  const parsed = report.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return bad(`is no report of this load tester (${issue?.path.join(".")}: ${issue?.message})`);
  }
  const run = json as Result;
  return compare(run, [run]).length > 0 ? { ok: true, run } : bad("has nothing to compare");
}
