import { z } from "zod";
import { slipOf, unknown } from "./control/suggest.ts";
import { loadModule } from "./module.ts";
import { PERSONAS, type PersonaId, type Scenario } from "./scenario.ts";

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** One line each, each naming the file. */
  | { readonly ok: false; readonly problems: readonly string[] };

const HZ_MAX = 240;
const PARTS = ["room", "bot", "options", "inputHz", "mix"] as const;

const callable = z.custom((value) => typeof value === "function", "must be a function");
const mix = z
  .record(z.string(), z.unknown(), "must be an object of shares by persona")
  .superRefine((shares, problem) => {
    const add = (message: string, ...path: string[]) =>
      problem.addIssue({ code: "custom", path, message });
    for (const [id, share] of Object.entries(shares)) {
      if (!PERSONAS.includes(id as PersonaId)) add(unknown(id, "persona", PERSONAS));
      if (!Number.isFinite(share)) add("must be a number", id);
      else if (Number(share) < 0) add("must not be negative", id);
    }
    if (Object.values(shares).every((share) => share === 0))
      add("must give a share above 0 to somebody");
  });
const format = z.object({
  room: z
    .string("must be the name of a room type, as the server defines it")
    .min(1, "must not be empty"),
  bot: callable.optional(),
  options: callable.optional(),
  inputHz: z
    .number("must be a number of inputs per second")
    .positive("must be above 0")
    .max(HZ_MAX, `must be at most ${HZ_MAX}`)
    .optional(),
  mix: mix.optional(),
});

/**
 * Loads a scenario file: one that exports `scenario`, or `room` and what else a scenario has by
 * names of their own.
 * @param file path, from the working directory where it is relative
 */
export async function loadScenario(file: string): Promise<LoadedScenario> {
  const loaded = await loadModule(file);
  const problems = loaded.ok ? problemsOf(loaded.module) : [loaded.problem];
  if (!loaded.ok || problems.length > 0)
    return { ok: false, problems: problems.map((problem) => `${file}: ${problem}`) };
  // As given, not as parsed: its functions may use each other through `this`.
  return { ok: true, scenario: (loaded.module.scenario ?? parts(loaded.module)) as Scenario };
}

function problemsOf(module: Readonly<Record<string, unknown>>): string[] {
  const isOne = "scenario" in module;
  const given = isOne ? module.scenario : parts(module);
  if (typeof given !== "object" || given === null)
    return ["`scenario` must be an object: export const scenario = defineScenario({ … })"];
  const strange = isOne ? strangers(given) : slips(module);
  const { error } = format.safeParse(given);
  const issues = (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  if ("room" in given) return [...strange, ...issues];
  const hint =
    "exports neither `scenario` nor `room`: export const scenario = defineScenario({ room: … })";
  return [
    ...(strange.length > 0 ? strange : [hint]),
    ...issues.filter((issue) => !issue.startsWith("room: ")),
  ];
}

const strangers = (given: object): string[] =>
  Object.keys(given)
    .filter((name) => !PARTS.includes(name as never))
    .map((name) => unknown(name, "part of a scenario", PARTS));

/** A file of single exports may export what it likes besides, but no part by a wrong name. */
function slips(module: object): string[] {
  const missing = [...PARTS, "scenario"].filter((name) => !(name in module));
  return Object.keys(module).flatMap((name) => {
    const right = PARTS.includes(name as never) ? undefined : slipOf(name, missing);
    if (right === undefined) return [];
    return [`"${name}" is no part of a scenario, did you mean "${right}"? Else rename it`];
  });
}

const parts = (module: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(module).filter(([name]) => PARTS.includes(name as never)));
