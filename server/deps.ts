import { randomInt } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { Forwarding } from "../engine/address.ts";
import { Counts } from "../engine/counts.ts";
import type { Log } from "../engine/log.ts";
import { Loops } from "../engine/loops.ts";
import type { Deps } from "../rooms/deps.ts";
import { clientFolder } from "./client-build.ts";
import { MemoryBans, MemoryRevocations } from "./denied.ts";
import type { Env } from "./env.ts";
import { type Guests, guests } from "./guests.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { OperatorConfig } from "./operator.ts";
import { builtPages, noPages, type Pages } from "./pages.ts";
import { tokenPass } from "./pass.ts";
import { keptSecret } from "./secrets.ts";

/** The outside world of the whole app. */
export interface AppDeps extends Omit<Deps, "limits"> {
  readonly guests: Guests;
  readonly bans: MemoryBans;
  readonly revocations: MemoryRevocations;
  readonly limits: Limits;
  /** Who is at the other end of a request. */
  readonly forwarding: Forwarding;
  /** Origins of other hosts whose pages may use this server. */
  readonly origins: readonly string[];
  readonly operator: OperatorConfig;
  /** Does this token open the metrics? */
  readonly opensMetrics: (token: string | undefined) => boolean;
  readonly counts: Counts;
  readonly pages: Pages;
  /** The development server shares its HTTP server with ours. */
  readonly http?: HttpServer;
  readonly foreignProtocols: readonly string[];
}

const SECRET_BYTES = 32;
const PASSWORD_BYTES = 12;

/** Production's world: secrets from the environment or, in development, kept in the data folder. */
export async function production(env: Env, log: Log, build: string): Promise<AppDeps> {
  const secret = env.TOKEN_SECRET ?? (await keptSecret(env.DATA_DIR, "token-secret", SECRET_BYTES));
  const password =
    env.OPERATOR_PASSWORD ?? (await keptSecret(env.DATA_DIR, "operator-password", PASSWORD_BYTES));
  return {
    ...compose(log, {
      build,
      secret,
      operator: { user: env.OPERATOR_USER, password },
      pages: env.SERVE_CLIENT === "on" ? builtPages(clientFolder(build)) : noPages(),
    }),
    limits: env,
    forwarding: new Forwarding(env.TRUSTED_PROXY),
    origins: env.ALLOWED_ORIGINS,
    liftsLimits: tokenPass(env.LOADTEST_TOKEN),
    opensMetrics: tokenPass(env.METRICS_TOKEN),
  };
}

/** A world without files or settings, for tests; single members can be replaced. */
export function inMemory(log: Log, replaced: Partial<AppDeps> = {}): AppDeps {
  const secret = "a secret for tests only, in memory";
  const operator = { user: "operator", password: "a password for tests" };
  return { ...compose(log, { build: "test", secret, operator, pages: noPages() }), ...replaced };
}

function compose(
  log: Log,
  given: {
    build: string;
    secret: string;
    operator: { user: string; password: string };
    pages: Pages;
  },
): AppDeps {
  const { build, secret, operator, pages } = given;
  const issuer = guests(secret);
  return {
    log,
    loops: new Loops(),
    counts: new Counts(),
    build,
    guests: issuer,
    verifyGuest: issuer.verify,
    bans: new MemoryBans(),
    revocations: new MemoryRevocations(),
    limits: defaultLimits(),
    liftsLimits: tokenPass(undefined),
    opensMetrics: tokenPass(undefined),
    forwarding: new Forwarding(),
    origins: [],
    seed: () => randomInt(2 ** 32),
    operator: { ...operator, secret, secureCookie: false },
    pages,
    foreignProtocols: [],
  };
}
