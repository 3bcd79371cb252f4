import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Result } from "../../loadtest/result.ts";
import { until } from "../support/wait.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Cli {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
}

function cli(...args: string[]): Cli {
  const child = spawn(process.execPath, ["loadtest/main.ts", ...args], { cwd: ROOT });
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text.err += chunk;
  });
  const exit = once(child, "close").then(([code]) => code as number | null);
  return { child, out: () => text.out, err: () => text.err, exit };
}

/** The server that a load test started: its only child. */
function serverPid({ child }: Cli): number {
  const path = `/proc/${child.pid}/task/${child.pid}/children`;
  return Number(readFileSync(path, "utf8").trim().split(" ")[0]);
}

async function closedPort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return address && typeof address === "object" ? address.port : 0;
}

describe("loadtest, the command", function () {
  this.timeout(60_000);

  it("[LT9] starts a server, plays, measures and ends by itself with a result that passes", async () => {
    const test = cli("--clients", "6", "--duration", "3", "--json");
    assert.equal(await test.exit, 0, test.err());
    const result = JSON.parse(test.out()) as Result;
    assert.match(result.words, /^PASS: 6 of 6 joined; input to state p95 \d+ ms/);
    const { asked, started, ok, failed, ms } = result.joins;
    assert.deepEqual({ asked, started, ok, failed }, { asked: 6, started: 6, ok: 6, failed: {} });
    assert.equal(ms?.count, 6);
    assertPlayed(result);
    assert.match(test.err(), /^ +2 s full load {2}joined 6\/6/m, "plain progress on stderr");
  });

  function assertPlayed({ phases, drops, endings, errors }: Result): void {
    assert.deepEqual(
      phases.map(({ name }) => name),
      ["ramp", "full load"],
    );
    const full = phases[1] ?? assert.fail();
    const wanted = 6 * 30 * full.seconds;
    // A busy machine may owe the beats of its last stall when the phase ends, never more than due.
    const share = full.inputs.due / wanted;
    assert.ok(share > 0.6 && share < 1.05, `${full.inputs.due} inputs of ${wanted}`);
    assert.equal(full.inputs.sent, full.inputs.due);
    const { p50 = 0, p95 = 0, p99 = 0 } = full.latencyMs ?? {};
    assert.ok(p50 > 0 && p50 <= p95 && p95 <= p99, `latency ${p50}, ${p95}, ${p99}`);
    assert.ok(Math.abs((full.patches.meanMs ?? 0) - 1000 / 30) < 20, "patches at 30 Hz");
    assert.ok((full.bytes?.in ?? 0) > 500 && (full.bytes?.out ?? 0) > 100);
    if (process.platform === "linux") assert.ok((full.serverCpu?.msPerSecond ?? 0) > 0);
    assert.deepEqual({ drops, endings, errors }, { drops: 0, endings: {}, errors: {} });
  }

  it("[LT1] bad flags: every problem on its own line, nothing on stdout, exit code 2", async () => {
    const test = cli("--clients", "none", "--fast");
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    assert.equal(test.err().trim().split("\n").length, 2);
  });

  it("[LT4] no server at --url: could not run, in one line, exit code 2", async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const test = cli("--url", url, "--json");
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    assert.equal(test.err(), `loadtest: no server answers at ${url} (ECONNREFUSED)\n`);
  });

  it("[LT4] something else at --url: could not run either", async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const other = createHttpServer((_request, response) => response.writeHead(404).end("no"));
    other.listen(Number(new URL(url).port), "127.0.0.1");
    const test = cli("--url", url);
    assert.equal(await test.exit, 2);
    assert.equal(test.err(), `loadtest: ${url} is no server of ours: /api/build answers 404\n`);
    other.close();
  });

  it("[LT9] Ctrl-C ends it within 3 s, with a partial report and without a server left behind", async function () {
    if (!existsSync("/proc")) return this.skip();
    const test = cli("--clients", "4", "--duration", "60");
    await until("full load", () => test.err().includes("full load"));
    const pid = serverPid(test);
    const began = performance.now();
    test.child.kill("SIGINT");
    assert.equal(await test.exit, 0, "all had joined");
    assert.ok(performance.now() - began < 3000);
    assert.match(test.out(), /^PASS: 4 of 4 joined; .*; stopped by SIGINT after \d+\.\d s$/m);
    assert.equal(existsSync(`/proc/${pid}`), false);
  });

  it("[LT9] a server that dies ends the run at once, in words, with what was measured", async function () {
    if (!existsSync("/proc")) return this.skip();
    const test = cli("--clients", "4", "--duration", "60", "--json");
    await until("full load", () => test.err().includes("full load"));
    const began = performance.now();
    process.kill(serverPid(test), "SIGKILL");
    assert.equal(await test.exit, 1);
    assert.ok(performance.now() - began < 6000);
    const result = JSON.parse(test.out()) as Result;
    assert.match(
      result.words,
      /^FAIL: the server died \(SIGKILL\) after \d+\.\d s; .*4 of 4 joined/,
    );
    assert.ok((result.phases[1]?.latencyMs?.count ?? 0) > 0);
  });
});
