import { fork } from "node:child_process";
import { join } from "node:path";
import type { ReadSlo } from "./slo.ts";
import type { LoadedScenario } from "./surroundings.ts";

/** What a file of a kind holds. */
export interface Tried {
  readonly scenario: LoadedScenario;
  readonly slo: ReadSlo;
}

const TRIAL = join(import.meta.dirname, "trial.ts");
const LEASH = join(import.meta.dirname, "leash.ts");
const LIMIT_MS = 10_000;
/** Node's exit code for a top-level await that nothing can settle any more. */
const UNSETTLED = 13;

/**
 * Loads a file of the user's in a process of its own: one that hangs, throws later or ends the
 * process costs a line and no more.
 */
export function tryFile<K extends keyof Tried>(
  kind: K,
  file: string,
  stop: AbortSignal,
  limitMs = LIMIT_MS,
): Promise<Tried[K] | { readonly ok: false; readonly problems: readonly string[] }> {
  // An inherited one is of another process, and the leash would take it along.
  const { LOADTEST_FOLDER: _, ...env } = process.env;
  const child = fork(TRIAL, [kind, file], {
    env,
    execArgv: [...process.execArgv, "--import", LEASH],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    // A Ctrl-C on the terminal goes to the whole process group; it is no fault of the file's.
    detached: true,
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  return new Promise<Tried[K] | { ok: false; problems: string[] }>((resolve) => {
    const fail = (why: string) => resolve({ ok: false, problems: [`${file}: ${why}`] });
    const stopped = () => fail(`not loaded, stopped by ${String(stop.reason)}`);
    if (stop.aborted) stopped();
    stop.addEventListener("abort", stopped, { once: true });
    const late = setTimeout(
      () => fail(`cannot be loaded: it is not done after ${limitMs / 1000} s`),
      limitMs,
    );
    child.on("message", (tried) => resolve(tried as Tried[K]));
    child.on("error", ({ message }) => fail(`cannot be tried: ${message}`));
    child.on("exit", (code, signal) => {
      clearTimeout(late);
      stop.removeEventListener("abort", stopped);
      fail(`cannot be loaded: ${endOf(code, signal)}`);
    });
  }).finally(() => {
    process.off("exit", kill);
    kill();
  });
}

const endOf = (code: number | null, signal: string | null): string =>
  code === UNSETTLED
    ? "a top-level await in it never ends"
    : `it ends the process (${signal ?? `exit code ${code}`})`;
