import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Result } from "../../../loadtest/result.ts";
import { freePort } from "../../support/process.ts";
import { useStock } from "../../support/stock.ts";
import { until } from "../../support/wait.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const TOKEN = "hush".repeat(8);
let out = "";

interface Cli {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
}

/** The command, in a process of its own. */
function cli(...args: string[]): Cli {
  const given = ["loadtest/main.ts", "--out", out, ...args];
  const env = { ...process.env, LOADTEST_TOKEN: TOKEN };
  const child = spawn(process.execPath, given, { cwd: ROOT, env });
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

/** Processes that a load test has started, by the file that they run. */
function childOf({ child }: Cli, file: string): number | undefined {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
  const pids = children.trim().split(" ").filter(Boolean).map(Number);
  return pids.find((pid) => commandLine(pid).includes(file));
}

/** Empty for a process that has ended. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** What a process was started with. */
function environOf(pid: number): Readonly<Record<string, string>> {
  const lines = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return Object.fromEntries(lines.map((line) => [...line.split(/=(.*)/s), ""].slice(0, 2)));
}

const TICKS_PER_SECOND = 100;
/** Processor time that a process has taken. */
function busySeconds(pid: number): number {
  const [, , user, system] =
    /\) . (?:\S+ ){10}((\d+) (\d+))/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/** All that a server knows and a report may not: what it was given, and what it has made up. */
function secretsOf(server: number): readonly string[] {
  const environ = environOf(server);
  const given = Object.keys(environ).filter((name) => /PASSWORD|SECRET|TOKEN/.test(name));
  const kept = ["operator-password", "token-secret"].map((name) =>
    path.join(environ.DATA_DIR ?? assert.fail(), name),
  );
  return [
    ...given.map((name) => environ[name] ?? ""),
    ...kept.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8").trim()),
  ].filter((secret) => secret !== "");
}

/** The verdict is not to hang on how busy this machine is. */
const PATIENT = ["--slo", "echoP95OverPingMs=9000,tickOverruns=100%,patchesDelivered=1%"];

const report = (): Result => JSON.parse(readFileSync(path.join(out, "report.json"), "utf8"));

describe("loadtest, the command", function () {
  this.timeout(60_000);
  const stock = useStock();

  beforeEach(async () => {
    out = await mkdtemp(path.join(tmpdir(), "loadtest-"));
  });
  afterEach(() => rm(out, { recursive: true }));

  it("[LT5] [LT9] starts a server, plays, measures and ends by itself; --json prints the result alone", async () => {
    const test = cli(...PATIENT, "--clients", "6", "--duration", "3", "--json");
    assert.equal(await test.exit, 0, test.err());
    const result = JSON.parse(test.out()) as Result;
    assert.deepEqual(result, report());
    const { verdict, total, phases, leftBehind, judged, run } = result;
    assert.deepEqual([verdict, total.counters.joinsOk, total.counters.joinsFailed], ["pass", 6, 0]);
    assert.deepEqual(
      phases.map(({ kind }) => kind),
      ["ramp", "hold"],
    );
    assert.deepEqual(leftBehind, { rooms: 0, clients: 0, connections: 0 });
    const hold = phases[1] ?? assert.fail();
    assert.ok((hold.distributions.echo?.count ?? 0) > 150, "inputs were answered");
    assert.ok((hold.server?.ticks ?? 0) > 30, "the server was watched");
    const measured = judged.filter(({ phase, value }) => phase === 1 && value !== null);
    assert.equal(measured.length, 6, "all of the phase's default objectives");
    assert.match(run.command, /--clients 6 --duration 3 --seed 1$/);
    assert.match(test.err(), /^0:0\d, about 0:0\d left \| steady, /m, "plain progress on stderr");
    assert.deepEqual((await readdir(out)).sort(), ["junit.xml", "report.html", "report.json"]);
    assert.match(test.err(), new RegExp(`${out}/report\\.html\n`), "where the reports are");
  });

  it("[LT1] bad flags: every problem on its own line, nothing on stdout, exit code 2", async () => {
    const test = cli("--clients", "none", "--fast");
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    assert.equal(test.err().trim().split("\n").length, 2);
  });

  it("[LT21] the token is told to nobody, wherever it was typed", async () => {
    const typed = ["--clients", TOKEN, "--game", "arena", "--", `LOADTEST_TOKEN=${TOKEN}`, TOKEN];
    const test = cli(...typed);
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    assert.deepEqual(test.err().trimEnd().split("\n"), [
      "loadtest: unexpected argument: LOADTEST_TOKEN",
      "loadtest: unexpected argument: ***",
      'loadtest: --clients must be a whole number from 1 to 5000, not "***"',
    ]);
  });

  it("[LT1] [LT58] bad flags and bad files are told together", async () => {
    const scenario = path.join(out, "exits.ts");
    await writeFile(scenario, "process.exit(7);");
    const test = cli("--clients", "none", "--scenario", scenario, "--slo", "erors=1");
    assert.equal(await test.exit, 2);
    assert.deepEqual(test.err().trimEnd().split("\n"), [
      'loadtest: --clients must be a whole number from 1 to 5000, not "none"',
      'loadtest: --slo: "erors" is no objective, did you mean "errors"?',
      `loadtest: ${scenario}: cannot be loaded: it ends the process (exit code 7)`,
    ]);
  });

  it("[LT4] [LT21] no server at --url: could not run, in one line, exit code 2", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const test = cli("--url", url, "--json");
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    const reason = `no server answers at ${url}: nothing listens there (ECONNREFUSED)`;
    assert.equal(test.err(), `loadtest: ${reason}\n`);
  });

  it("[LT4] [LT21] no such room type at --url: could not run, in one line, exit code 2", async () => {
    const url = `http://127.0.0.1:${stock.port}`;
    const scenario = path.join(out, "talkative.ts");
    await writeFile(scenario, `console.log("hello"); export const room = "nosuch";`);
    const test = cli("--url", url, "--scenario", scenario, "--json");
    assert.equal(await test.exit, 2);
    assert.equal(test.out(), "");
    assert.equal(test.err(), `loadtest: no room type "nosuch" at ${url}\n`);
  });

  it("[LT9] [NC9] Ctrl-C ends it within 5 s, with what bots on a far line measured, and leaves no process", async function () {
    if (!existsSync("/proc/self/task")) return this.skip();
    const far = ["--clients", "4", "--ramp", "50", "--duration", "60", "--net", "far"];
    const test = cli(...PATIENT, ...far);
    const joined = () => /steady.*4 of 4.*echo p95 \d+/.test(test.err());
    await until("steady for two seconds", joined, 20_000);
    const pids = ["server/main.ts", "swarm/worker.ts"].map((file) => childOf(test, file));
    const began = performance.now();
    test.child.kill("SIGINT");
    const exit = await test.exit;
    assert.ok(performance.now() - began < 5000);
    for (const pid of pids) assert.equal(existsSync(`/proc/${pid ?? assert.fail()}`), false);
    const { ended, run, phases, exitCode } = report();
    assert.equal(exit, exitCode);
    assert.notEqual(exit, 1, "all was well so far, unless the machine was too busy to tell");
    assert.deepEqual([ended?.why, run.net], ["signal", "far"]);
    const { p50 = 0, count = 0 } = phases.at(-1)?.distributions.echo ?? {};
    assert.ok(count > 50 && p50 > 270, `${count} answers, half of them within ${p50} ms`);
  });

  it("[LT9] a load test that is killed takes its server, its data and its bots with it, even one that loops for ever", async function () {
    if (!existsSync("/proc/self/task")) return this.skip();
    const scenario = path.join(out, "endless.ts");
    await writeFile(scenario, `export const room = "arena"; export function bot() { for (;;); }`);
    const test = cli("--scenario", scenario, "--clients", "4", "--duration", "60");
    const files = ["server/main.ts", "swarm/worker.ts"];
    await until("bots", () => childOf(test, "swarm/worker.ts"), 20_000);
    const pids = files.map((file) => childOf(test, file) ?? assert.fail(file));
    const [server = 0, worker = 0] = pids;
    const { DATA_DIR = assert.fail() } = environOf(server);
    assert.ok(existsSync(DATA_DIR));
    await until("it loops", () => busySeconds(worker) > 2, 20_000);
    test.child.kill("SIGKILL");
    const runs = (pid: number, i: number) => commandLine(pid).includes(files[i] ?? assert.fail());
    await until("all are gone", () => !pids.some(runs), 20_000).finally(() => {
      for (const pid of pids.filter(runs)) process.kill(pid, "SIGKILL");
    });
    assert.equal(existsSync(DATA_DIR), false);
  });

  it("[LT27] a bot that loops for ever ends the run: inconclusive, in words, and no join has failed", async () => {
    const scenario = path.join(out, "endless.ts");
    await writeFile(scenario, `export const room = "arena"; export function bot() { for (;;); }`);
    const test = cli(...PATIENT, "--scenario", scenario, "--clients", "4", "--workers", "1");
    assert.equal(await test.exit, 3, test.out());
    const { ended, broken } = report();
    const how = /^worker 0 was silent for \d s, and was killed$/;
    assert.match(ended?.why === "workerDied" ? ended.how : "", how);
    assert.deepEqual(broken, []);
    assert.match(test.out(), /^\S+(: |：).*worker 0 was silent for/);
  });

  it("[LT9] [LT54] a server that dies ends the run at once: failed, with what was measured and no secret", async function () {
    if (!existsSync("/proc/self/task")) return this.skip();
    const test = cli("--clients", "4", "--duration", "60", "--json");
    await until("steady", () => test.err().includes("steady"), 20_000);
    const server = childOf(test, "server/main.ts") ?? assert.fail();
    const secrets = secretsOf(server);
    assert.ok(secrets.length >= 3);
    const began = performance.now();
    process.kill(server, "SIGKILL");
    assert.equal(await test.exit, 1);
    assert.ok(performance.now() - began < 10_000);
    const { ended, phases, leftBehind } = report();
    assert.ok(ended?.why === "serverDied" && ended.how === "the server died (SIGKILL)");
    assert.ok((phases[1]?.distributions.echo?.count ?? 0) > 0);
    assert.equal(leftBehind, null, "nobody can be asked");
    for (const name of await readdir(out)) {
      const text = readFileSync(path.join(out, name), "utf8");
      for (const secret of secrets) assert.ok(!text.includes(secret), name);
    }
  });
});
