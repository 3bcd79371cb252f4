import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cpuMsOf, startServer } from "../../loadtest/server.ts";
import { takeAim } from "../../loadtest/target.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";

describe("loadtest/server", () => {
  it("[SV19] its own server has a token of its own, which its bots carry", async () => {
    const started = await startServer(new AbortController().signal);
    assert.ok(started.ok);
    const { server } = started;
    const aimed = await takeAim(server.url, new AbortController().signal);
    assert.ok(aimed.ok);
    assert.equal(
      aimed.target.pass,
      process.env.LOADTEST_TOKEN,
      "of another's server, ours to know",
    );
    assert.ok(server.pass.length >= 32);
    const ask = async (headers: Record<string, string>) => {
      const statuses = new Set<number>();
      for (let n = 0; n < 310; n++) {
        statuses.add((await fetch(`${server.url}/api/rooms/AAAAAA`, { headers })).status);
      }
      return [...statuses];
    };
    assert.deepEqual(await ask({ [LOADTEST_HEADER]: server.pass }), [404]);
    assert.deepEqual(await ask({}), [404, 429]);
    await server.stop();
  });

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
