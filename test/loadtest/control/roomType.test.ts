import assert from "node:assert/strict";
import { roomProblem } from "../../../loadtest/control/roomType.ts";
import { tokenPass } from "../../../server/pass.ts";
import { bootApp } from "../../support/app.ts";
import { useStock } from "../../support/stock.ts";
import { planFor, usePlaza, useWorkers } from "../../support/swarm.ts";
import { until } from "../../support/wait.ts";

const PASS = "a load test's token, for tests only";

describe("loadtest/control/roomType", function () {
  this.timeout(20_000);
  const stock = useStock();
  const plaza = usePlaza();
  const hire = useWorkers();
  const problemAt = (url: string, room: string, pass?: string) => roomProblem({ url, room, pass });

  it("[LT21] a room type that a server does not have is told; one without a room is well", async () => {
    const url = `http://127.0.0.1:${stock.port}`;
    assert.equal(await problemAt(url, "nosuch"), `no room type "nosuch" at ${url}`);
    assert.equal(await problemAt(url, "small"), undefined);
  });

  it("[LT21] so it is on a server of ours, whatever else a join fails by there", async () => {
    const app = await bootApp({ liftsLimits: tokenPass(PASS) });
    try {
      const { url } = app;
      assert.equal(await problemAt(url, "nosuch", PASS), `no room type "nosuch" at ${url}`);
      assert.equal(await problemAt(url, "arena", PASS), undefined);
    } finally {
      await app.close();
    }
  });

  it("[LT21] who tries a room that is there has left it", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    await worker.fill(1);
    const aim = { url: plaza.url, room: "plaza", pass: undefined };
    assert.equal(await roomProblem(aim), undefined);
    await until("gone", async () => (await plaza.seen()).leaves === 1);
    assert.equal((await plaza.seen()).joins, 2);
    await worker.quit();
  });
});
