import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import path from "node:path";

/**
 * The whole suite, as two runs of mocha side by side: the browser tests draw, the others mostly wait
 * for real stalls to pass. Arguments go to both (`npm test -- -g lobby`).
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const MOCHA = path.join(ROOT, "node_modules/mocha/bin/mocha.js");
const PAGE = "test/loadtest/report/page*.test.ts";
const BROWSER = ["test/e2e/*.test.ts", PAGE];
const OTHERS = ["test/*.test.ts", "test/!(e2e)/**/*.test.ts", "--ignore", PAGE];
const SUMMARY = /(\d+) passed, (\d+) failed, (\d+) skipped/;

interface Showing {
  readonly shown: boolean;
  /** The more, the later it gets the processor: 0 to 19. */
  readonly niceness: number;
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function mocha(files: readonly string[], { shown, niceness }: Showing): Promise<Outcome> {
  const given = ["-r", path.join(ROOT, "server/require-node.cjs"), MOCHA];
  const child: ChildProcess = spawn(
    process.execPath,
    [...given, ...files, ...process.argv.slice(2)],
    { cwd: ROOT, stdio: ["inherit", "pipe", "pipe"] },
  );
  // Drawing can wait its turn; a stall that is to last a second, or a ping, cannot.
  if (child.pid !== undefined) setPriority(child.pid, niceness);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
      if (shown) process.stdout.write(chunk);
    });
  }
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

const [browser, others] = await Promise.all([
  mocha(BROWSER, { shown: true, niceness: 5 }),
  mocha(OTHERS, { shown: false, niceness: 0 }),
]);
process.stdout.write(`\n\n${others.output}\n`);
const sums = [0, 0, 0];
for (const { output } of [browser, others]) {
  const counts = SUMMARY.exec(output)?.slice(1).map(Number) ?? [];
  for (const [i, count] of counts.entries()) sums[i] = (sums[i] ?? 0) + count;
}
console.log(`in all: ${sums[0]} passed, ${sums[1]} failed, ${sums[2]} skipped`);
process.exit(Math.max(browser.code, others.code) > 0 ? 1 : 0);
