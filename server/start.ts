import { createServer } from "node:net";
import { createApp } from "./app.ts";
import { banner } from "./banner.ts";
import { type ClientBuild, ensureClient } from "./client-build.ts";
import { type AppDeps, production } from "./deps.ts";
import { type Env, type Place, readEnv } from "./env.ts";
import { createLog } from "./log.ts";
import { installCrashPolicy, stopOnSignals } from "./process.ts";
import { prepareDataDir } from "./secrets.ts";

/** Replaces parts of the production world: the dev server's pages. */
export type Replace = () => Promise<Partial<AppDeps>>;

/** Prints every problem at once and ends, or starts serving. */
export async function start(
  source: Readonly<Record<string, string | undefined>>,
  replace?: Replace,
): Promise<void> {
  const read = readEnv(source);
  const place = "env" in read ? read.env : read.place;
  const found = "env" in read ? [] : [...read.problems];
  found.push(...(await placeProblems(place)));
  if (!("env" in read) || found.length > 0) return refuse(found);
  const { env } = read;
  const client: ClientBuild =
    replace || env.SERVE_CLIENT === "off" ? { build: "none" } : await ensureClient();
  if ("problem" in client) return refuse([client.problem]);
  const log = createLog(env);
  if (client.note) log.warn({}, client.note);
  const deps = { ...(await production(env, log, client.build)), ...(await replace?.()) };
  await serve(env, deps);
}

async function serve(env: Env, deps: AppDeps): Promise<void> {
  const { log, build } = deps;
  const app = createApp(deps);
  installCrashPolicy(log, () => app.close());
  stopOnSignals(log, () => app.close());
  await app.listen(env.PORT, env.HOST);
  console.log(banner(env, deps.operator.password));
  log.info({ port: env.PORT, build }, "listening");
}

function refuse(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
}

/** Tries folder and port before anything is built, so that all problems come at once. */
async function placeProblems({ DATA_DIR, PORT, HOST }: Partial<Place>): Promise<string[]> {
  const problems = await Promise.all([
    DATA_DIR === undefined ? undefined : prepareDataDir(DATA_DIR),
    PORT === undefined || HOST === undefined ? undefined : portProblem(PORT, HOST),
  ]);
  return problems.filter((problem) => problem !== undefined);
}

function portProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(explainListen(error, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

function explainListen({ code }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === "EADDRINUSE") {
    return `PORT: ${port} is in use; stop the other program or choose another, for example PORT=${port + 1} npm start`;
  }
  if (code === "EACCES") return `PORT: this user may not open port ${port}; choose one above 1023`;
  return `HOST: cannot listen on ${host}:${port} (${code}); 0.0.0.0 listens on every address`;
}
