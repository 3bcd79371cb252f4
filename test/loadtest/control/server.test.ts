import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { takeAim } from "../../../loadtest/control/target.ts";
import { LOADTEST_HEADER } from "../../../schema/messages.ts";
import { until } from "../../support/wait.ts";
import { endedPid, folderOf } from "./folders.ts";

const stop = new AbortController().signal;

/** Processes that this one has started. */
const children = (): readonly number[] => {
  const path = `/proc/${process.pid}/task/${process.pid}/children`;
  return readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number);
};

describe("loadtest/control/server", function () {
  this.timeout(60_000);

  it("[LT9] its own server is killed and comes back the same, is missed when it dies, and ends", async function () {
    if (!existsSync("/proc/self/task")) return this.skip();
    const others = children();
    const stale = await folderOf(await endedPid());
    const own = () => children().filter((pid) => !others.includes(pid));
    const aimed = await takeAim({ url: undefined, allowRemote: undefined, token: "not its", stop });
    const { target } = aimed.ok ? aimed : assert.fail(aimed.problem);
    const { server } = target;
    if (!server) assert.fail("its own");
    const opens = async () => {
      const headers = { [LOADTEST_HEADER]: target.pass ?? "" };
      return (await fetch(`${target.url}/metrics`, { headers })).status;
    };
    assert.equal(existsSync(stale), false, "nobody else will remove it");
    assert.ok((target.pass?.length ?? 0) >= 32);
    assert.equal(await opens(), 200);

    const [before] = own();
    await server.restart();
    const [pid = 0] = own();
    assert.notEqual(pid, before);
    assert.equal(await opens(), 200, "the same address and token");
    assert.equal(server.died.aborted, false, "it was meant");

    process.kill(pid, "SIGKILL");
    await until("the death is noticed", () => server.died.aborted);
    assert.equal(server.died.reason, "the server died (SIGKILL)");
    await server.stop();
    assert.deepEqual(own(), []);
  });
});
