import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { PERSONAS, type PersonaId, type Scenario } from "./scenario.ts";

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** One line each, each naming the file. */
  | { readonly ok: false; readonly problems: readonly string[] };

const HZ_MAX = 240;
const PARTS = ["room", "bot", "options", "inputHz", "mix"] as const;

const callable = z.custom((value) => typeof value === "function", "must be a function");
const share = z.number("must be a number").nonnegative("must not be negative");
const mix = z
  .record(z.string(), share, "must be an object of shares by persona")
  .superRefine((shares, problem) => {
    for (const id of Object.keys(shares).filter((id) => !PERSONAS.includes(id as PersonaId))) {
      problem.addIssue({
        code: "custom",
        path: [id],
        message: `is no persona; there are ${PERSONAS.join(", ")}`,
      });
    }
    if (!Object.values(shares).some((share) => share > 0)) {
      problem.addIssue({ code: "custom", message: "must give a share above 0 to somebody" });
    }
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
  const failed = (...problems: string[]): LoadedScenario => ({
    ok: false,
    problems: problems.map((problem) => `${file}: ${problem}`),
  });
  const at = path.resolve(file);
  if (!existsSync(at)) return failed("there is no such file");
  let module: Record<string, unknown>;
  try {
    module = (await import(pathToFileURL(at).href)) as Record<string, unknown>;
  } catch (error) {
    return failed(`cannot be loaded: ${firstLine(error)}`);
  }
  const given = "scenario" in module ? module.scenario : parts(module);
  if (typeof given !== "object" || given === null) {
    return failed("`scenario` must be an object: export const scenario = defineScenario({ … })");
  }
  if (!("room" in given)) {
    return failed(
      "exports neither `scenario` nor `room`: export const scenario = defineScenario({ room: … })",
    );
  }
  const unknown = Object.keys(given).filter((name) => !PARTS.includes(name as never));
  if (unknown.length > 0) {
    return failed(
      ...unknown.map((name) => `${name}: is no part of a scenario; there are ${PARTS.join(", ")}`),
    );
  }
  const parsed = format.safeParse(given);
  // As given, not as parsed: its functions may use each other through `this`.
  if (parsed.success) return { ok: true, scenario: given as Scenario };
  return failed(...parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
}

/** A file of single exports may export what it likes besides. */
const parts = (module: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(PARTS.filter((name) => name in module).map((name) => [name, module[name]]));

const firstLine = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split("\n", 1)[0] ??
  "";
