import "./socket.ts";

import { type Flags, HELP, parseFlags } from "./flags.ts";
import { quietConsole } from "./quiet.ts";
import { reportText } from "./report.ts";
import { run } from "./run.ts";

/** Could not run: bad flags, or no server to test. */
const COULD_NOT_RUN = 2;
const INTERRUPTED = 130;
/** Everything has been stopped by then; whatever still holds the process is not worth waiting for. */
const LINGER_MS = 2000;

const parsed = parseFlags(process.argv.slice(2));
if (parsed.kind === "help") process.stdout.write(HELP);
else if (parsed.kind === "problems") fail(parsed.problems);
else await test(parsed.flags);

async function test(flags: Flags): Promise<void> {
  const notes = quietConsole();
  const outcome = await run(flags, { stop: interruption(), terminal: process.stderr, notes });
  if (!outcome.ran) return fail([outcome.problem]);
  const { result } = outcome;
  process.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : reportText(result));
  process.exitCode = result.exitCode;
  setTimeout(() => process.exit(), LINGER_MS).unref();
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

function fail(problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`loadtest: ${problem}\n`);
  process.exitCode = COULD_NOT_RUN;
}
