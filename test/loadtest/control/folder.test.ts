import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMade, makeFolder } from "../../../loadtest/control/folder.ts";
import { endedPid, folderOf } from "./folders.ts";

describe("loadtest/control/folder", () => {
  it("[LT9] what killed load tests have left is swept, and nothing of those that run", async () => {
    const pid = await endedPid();
    const stale = await folderOf(pid);
    const running = await folderOf(process.ppid);
    const file = path.join(path.dirname(stale), `hypogeum-loadtest-${pid}-notes`);
    await writeFile(file, "mine");
    const made = [await makeFolder(), await makeFolder()];
    assert.deepEqual([stale, running, ...made].map(existsSync), [false, true, true, true]);
    assert.equal(await readFile(file, "utf8"), "mine");
    assert.deepEqual([...made, stale].map(isMade), [true, true, true]);
    for (const one of [running, file, ...made]) await rm(one, { recursive: true });
  });
});
