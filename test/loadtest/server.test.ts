import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cpuMsOf } from "../../loadtest/server.ts";

describe("loadtest/server", () => {
  it("[LT6] the CPU time of a process is what the process itself counts", function () {
    if (!existsSync("/proc/self/stat")) return this.skip();
    const until = performance.now() + 100;
    while (performance.now() < until);
    const { user, system } = process.cpuUsage();
    const found = cpuMsOf(process.pid) ?? assert.fail();
    assert.ok(Math.abs(found - (user + system) / 1000) <= 60, `${found} ms`);
  });

  it("[LT6] of a process that is gone it is unknown", () => {
    assert.equal(cpuMsOf(undefined), undefined);
    assert.equal(cpuMsOf(2 ** 31 - 1), undefined);
  });
});
