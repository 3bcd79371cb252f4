import { z } from "zod";
import { readTrust } from "../engine/address.ts";
import { limitSettings, whole } from "./limits.ts";

const MIN_SECRET = 32;
const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const secret = z
  .string()
  .min(
    MIN_SECRET,
    `must have at least ${MIN_SECRET} characters, for example: openssl rand -hex 32`,
  );
const headerToken = secret.regex(
  /^[\x21-\x7e]*$/,
  "must have letters, digits and signs of ASCII alone: it is a header",
);

const settings = limitSettings.extend({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: whole(1, 65535, 2567),
  HOST: z.string().min(1, "must name an address, such as 0.0.0.0").default("0.0.0.0"),
  DATA_DIR: z.string().min(1, "must name a folder").default("data"),
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(", ")}`).default("info"),
  SERVE_CLIENT: z.enum(["on", "off"], "must be on or off").default("on"),
  OPERATOR_USER: z.string().min(1, "must not be empty").default("operator"),
  OPERATOR_PASSWORD: z.string().min(8, "must have at least 8 characters").optional(),
  TOKEN_SECRET: secret.optional(),
  TRUSTED_PROXY: z
    .string()
    .default("0")
    .transform((text, check) => {
      const trust = readTrust(text);
      if (trust) return trust;
      const message =
        "must be a number of proxies from 0 to 9, or addresses such as 10.0.0.0/8,::1";
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    }),
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .transform((origins) => origins.filter((origin) => origin !== ""))
    .refine(
      (origins) => origins.every(isOrigin),
      "must be origins without a path, such as https://play.example,https://beta.example",
    ),
  LOADTEST_TOKEN: headerToken.optional(),
  METRICS_TOKEN: headerToken.optional(),
});

/** Is this as a browser writes it? */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && text !== "null";
}

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
  if (parsed.success) problems.push(...contradictions(parsed.data));
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
  const isSecret = /PASSWORD|SECRET|TOKEN/.test(name);
  const shown = isSecret || value === undefined ? "" : ` (it is "${value}")`;
  const fix =
    issue.code === "invalid_value" ? `must be one of ${issue.values.join(", ")}` : issue.message;
  return `${name}: ${fix}${shown}`;
}

/** Settings that are right by themselves and not together. */
function contradictions({ PATCH_QUEUE_MAX_BYTES, SEND_QUEUE_MAX_BYTES }: Env): string[] {
  if (PATCH_QUEUE_MAX_BYTES <= SEND_QUEUE_MAX_BYTES) return [];
  const fix = `must be at most SEND_QUEUE_MAX_BYTES, which is ${SEND_QUEUE_MAX_BYTES}`;
  return [`PATCH_QUEUE_MAX_BYTES: ${fix} (it is "${PATCH_QUEUE_MAX_BYTES}")`];
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
