import { fileProblems } from "./control/prepare.ts";
import { production } from "./control/production.ts";
import { type Outcome, run } from "./control/run.ts";
import { secretsOf, strikeOut } from "./control/tail.ts";
import { type Flags, parseFlags } from "./flags.ts";
import { HELP } from "./help.ts";
import { renderText } from "./report/text.ts";
import { langOf } from "./report/words/index.ts";
import { EXIT } from "./result.ts";
import { quietConsole } from "./swarm/quiet.ts";

const INTERRUPTED = 130;
/** Everything has been stopped by then; whatever still holds the process is not worth waiting for. */
const LINGER_MS = 2000;

const args = process.argv.slice(2);
const parsed = parseFlags(args);
if (parsed.kind === "help") process.stdout.write(HELP);
else if (parsed.kind === "problems") await refuse(parsed.flags, parsed.problems);
else await test(parsed.flags);

/** What is wrong with files is told with what is wrong with flags. */
async function refuse(flags: Flags, problems: readonly string[]): Promise<void> {
  fail([...problems, ...(await fileProblems(flags, production(args, interruption())))]);
}

async function test(flags: Flags): Promise<void> {
  // A scenario's own words would end up in the JSON, and the SDK prints a server's as they come.
  quietConsole();
  const outcome = await run(flags, production(args, interruption()));
  if (outcome.ran) tell(flags, outcome);
  else fail(outcome.problems);
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

/** The verdict by its exit code, the result, and last where the reports are. */
function tell({ json }: Flags, { result, written }: Extract<Outcome, { ran: true }>): void {
  process.exitCode = result.exitCode;
  const lang = langOf(Intl.DateTimeFormat().resolvedOptions().locale);
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : renderText(result, lang));
  for (const problem of written.problems) process.stderr.write(`loadtest: ${problem}\n`);
  const places = json ? process.stderr : process.stdout;
  for (const path of written.paths) places.write(`${path}\n`);
}

/** Fires on the first Ctrl-C or SIGTERM; a second one ends the process where it stands. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(INTERRUPTED);
      stop.abort(signal);
    });
  }
  return stop.signal;
}

/** A problem may repeat an argument, and the token may have been typed as one. */
function fail(problems: readonly string[]): void {
  const secrets = secretsOf({ LOADTEST_TOKEN: process.env.LOADTEST_TOKEN });
  for (const problem of problems)
    process.stderr.write(`loadtest: ${strikeOut(secrets, problem)}\n`);
  process.exitCode = EXIT.couldNotRun;
}
