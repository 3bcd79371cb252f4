import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeFolder } from "../../../loadtest/control/folder.ts";
import { tryFile } from "../../../loadtest/control/tryFile.ts";

/** More than a busy machine needs to start a process. */
const LONG_MS = 60_000;

describe("loadtest/control/tryFile", function () {
  this.timeout(LONG_MS);
  const folder = mkdtemp(path.join(tmpdir(), "try-"));
  after(async () => rm(await folder, { recursive: true }));
  let files = 0;
  const file = async (text: string) => {
    const at = path.join(await folder, `f${files++}.ts`);
    await writeFile(at, text);
    return at;
  };
  const { signal } = new AbortController();
  const ROOM = `export const room = "a", inputHz = 5; export const bot = () => {};`;

  it("[LT17] what a scenario says of itself is told; its functions stay where they are", async () => {
    const tried = await tryFile("scenario", await file(ROOM), signal, LONG_MS);
    assert.deepEqual(tried, {
      ok: true,
      scenario: { room: "a", inputHz: 5, mix: undefined },
    });
  });

  it("[LT58] a file that hangs, throws later or ends the process costs one line", async () => {
    const cases = [
      ["await new Promise(() => {});", "a top-level await in it never ends"],
      ["setTimeout(() => { throw new Error('later\\non'); }, 50);", "Error: later"],
      ["Promise.reject(new TypeError('no'));", "TypeError: no"],
      ["process.exit(7);", "it ends the process (exit code 7)"],
      ["setTimeout(() => process.exit(0), 50);", "it ends the process (exit code 0)"],
      ["process.kill(process.pid, 'SIGKILL');", "it ends the process (SIGKILL)"],
    ] as const;
    for (const [text, why] of cases) {
      for (const kind of ["scenario", "slo"] as const) {
        const at = await file(`export const slo = {}; ${ROOM} ${text}`);
        const problems = [`${at}: cannot be loaded: ${why}`];
        assert.deepEqual(await tryFile(kind, at, signal, LONG_MS), { ok: false, problems });
      }
    }
  });

  it("[LT58] one that never ends is given up, also in the middle of a loop", async () => {
    for (const text of ["for (;;);", "setInterval(() => {}, 9); await new Promise(() => {});"]) {
      const at = await file(`${ROOM} ${text}`);
      const problems = [`${at}: cannot be loaded: it is not done after 0.2 s`];
      assert.deepEqual(await tryFile("scenario", at, signal, 200), { ok: false, problems });
    }
  });

  it("[LT58] timers that a file leaves behind are not waited for, and Ctrl-C is none of its faults", async () => {
    const at = await file(`${ROOM} setInterval(() => {}, 9);`);
    assert.equal((await tryFile("scenario", at, signal, LONG_MS)).ok, true);
    const stop = new AbortController();
    const trying = tryFile("scenario", await file("for (;;);"), stop.signal, LONG_MS);
    stop.abort("SIGINT");
    const tried = await trying;
    assert.match(tried.ok ? "" : tried.problems.join(), /: not loaded, stopped by SIGINT$/);
  });

  it("[LT9] what is left behind by a load test is removed, and never a folder of the user's", async () => {
    const [ours, users] = [await makeFolder(), await folder];
    const within = path.join(users, path.basename(ours));
    await mkdir(within);
    const leave = async (LOADTEST_FOLDER: string) => {
      const child = fork(await file("process.send?.(0); setInterval(() => {}, 9);"), {
        execArgv: ["--import", path.resolve("loadtest/control/leash.ts")],
        env: { ...process.env, DATA_DIR: users, LOADTEST_FOLDER },
      });
      await once(child, "message");
      child.disconnect();
      await once(child, "exit");
    };
    const lookalikes = [within, `${ours}/../${path.basename(users)}`, users, ""];
    for (const one of lookalikes) await leave(one);
    assert.deepEqual([ours, within].map(existsSync), [true, true]);
    await leave(ours);
    assert.deepEqual([ours, users].map(existsSync), [false, true]);
  });

  it("[LT9] a file is tried without the variable that names another load test's folder", async () => {
    const at = await file(
      `${ROOM} if ("LOADTEST_FOLDER" in process.env) throw new Error("it is");`,
    );
    process.env.LOADTEST_FOLDER = await folder;
    const tried = await tryFile("scenario", at, signal, LONG_MS).finally(() => {
      delete process.env.LOADTEST_FOLDER;
    });
    assert.equal(tried.ok, true, JSON.stringify(tried));
  });
});
