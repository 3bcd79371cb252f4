import { z } from "zod";

const MIN_SECRET = 32;
const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce
    .number("must be a number from 1 to 65535")
    .int("must be a whole number")
    .min(1, "must be from 1 to 65535")
    .max(65535, "must be from 1 to 65535")
    .default(2567),
  HOST: z.string().min(1, "must name an address, such as 0.0.0.0").default("0.0.0.0"),
  DATA_DIR: z.string().min(1, "must name a folder").default("data"),
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(", ")}`).default("info"),
  SERVE_CLIENT: z.enum(["on", "off"], "must be on or off").default("on"),
  OPERATOR_USER: z.string().min(1, "must not be empty").default("operator"),
  OPERATOR_PASSWORD: z.string().min(8, "must have at least 8 characters").optional(),
  TOKEN_SECRET: z
    .string()
    .min(
      MIN_SECRET,
      `must have at least ${MIN_SECRET} characters, for example: openssl rand -hex 32`,
    )
    .optional(),
});

/** The server's settings, checked. The only reader of `process.env` is `main.ts`, through this. */
export type Env = z.infer<typeof settings>;

/** What can be tried on the machine before anything starts. */
export type Place = Pick<Env, "PORT" | "HOST" | "DATA_DIR">;

/** Either the settings, or one line per problem that names the variable and the fix. */
export type EnvResult =
  | { readonly env: Env }
  | { readonly problems: readonly string[]; readonly place: Partial<Place> };

export function readEnv(source: Readonly<Record<string, string | undefined>>): EnvResult {
  // An empty variable is one that somebody meant to leave out.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => problemLine(issue, given[String(issue.path[0])]));
  if (source.NODE_ENV === "production") problems.push(...missingInProduction(given));
  if (!parsed.success || problems.length > 0) return { problems, place: validPlace(given) };
  return { env: parsed.data };
}

/** The place's variables that are right by themselves, so that one bad variable hides no other. */
function validPlace(given: Record<string, string | undefined>): Partial<Place> {
  const { PORT, HOST, DATA_DIR } = settings.shape;
  const valid = <T>(read: { success: boolean; data?: T | undefined }) =>
    read.success ? read.data : undefined;
  const port = valid(PORT.safeParse(given.PORT));
  const host = valid(HOST.safeParse(given.HOST));
  const folder = valid(DATA_DIR.safeParse(given.DATA_DIR));
  return {
    ...(port !== undefined && { PORT: port }),
    ...(host !== undefined && { HOST: host }),
    ...(folder !== undefined && { DATA_DIR: folder }),
  };
}

/** Secrets are never echoed; other values are, so that a typo shows. */
function problemLine(issue: z.core.$ZodIssue, value: string | undefined): string {
  const name = String(issue.path[0]);
  const isSecret = /PASSWORD|SECRET/.test(name);
  const shown = isSecret || value === undefined ? "" : ` (it is "${value}")`;
  const fix =
    issue.code === "invalid_value" ? `must be one of ${issue.values.join(", ")}` : issue.message;
  return `${name}: ${fix}${shown}`;
}

function missingInProduction(given: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  if (!given.OPERATOR_PASSWORD) {
    problems.push("OPERATOR_PASSWORD: set it to the monitor's password; production generates none");
  }
  if (!given.TOKEN_SECRET) {
    problems.push(
      "TOKEN_SECRET: set it to a random text, for example: openssl rand -hex 32; it signs players' tokens",
    );
  }
  return problems;
}
