import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { WorkerPlan } from "../../../loadtest/protocol.ts";
import { CLOSE } from "../../../schema/messages.ts";
import { tokenPass } from "../../../server/pass.ts";
import { bootApp, type Running } from "../../support/app.ts";
import { planFor, usePlaza, useWorkers, type WorkerProcess } from "../../support/swarm.ts";
import { until } from "../../support/wait.ts";

const PASS = "a load test's token, for tests only";
const FAST = "test/support/fast-worker.ts";

describe("loadtest/worker on a server of ours", function () {
  this.timeout(30_000);
  const hire = useWorkers();
  const plaza = usePlaza();
  let app: Running;
  before(async () => {
    app = await bootApp({ liftsLimits: tokenPass(PASS) });
  });
  after(() => app.close());

  const ours = (changed: Partial<WorkerPlan> = {}): WorkerPlan =>
    planFor(app.url, {
      ...{ ours: true, pass: PASS, build: app.deps.build, room: "arena", game: "arena" },
      ...{ tickMs: 1000 / 30, ...changed },
    });
  const rooms = { rooms: 2, roomOptions: { seats: 8, fill: 0, idleSeconds: 600 } };
  const isWell = (worker: WorkerProcess) => {
    for (const name of ["failed", "errors", "endings"] as const) {
      assert.deepEqual(worker.tally(name), {}, name);
    }
  };

  it("[LT12] [LT3] two workers fill the same rooms, and every input is answered", async () => {
    const workers = [hire(), hire()];
    await Promise.all(
      workers.map((each, worker) => each.begin(ours({ ...rooms, worker, workers: 2 }))),
    );
    for (const each of workers) {
      each.child.on("message", (word: { say: string; room: number; roomId: string }) => {
        const { room, roomId } = word;
        if (word.say === "opened") for (const to of workers) to.tell({ do: "room", room, roomId });
      });
    }
    await Promise.all(workers.map((each) => each.fill(4)));
    for (const each of workers) {
      await until("echoes", () => each.sampled("echo") > 60);
    }
    const bots = (await Promise.all(workers.map((each) => each.quit()))).flatMap((w) => w.bots);
    for (const each of workers) {
      isWell(each);
      assert.equal(each.count("joinsOk"), 4);
    }
    const of = (room: number) =>
      new Set(bots.filter(({ bot }) => bot % 2 === room).map(({ roomId }) => roomId));
    assert.equal(bots.length, 8);
    assert.equal(of(0).size, 1);
    assert.equal(of(1).size, 1);
    assert.notDeepEqual(of(0), of(1));
    assert.ok(
      bots.every(({ echoes, echoMeanMs, echoMaxMs }) => echoes > 0 && echoMeanMs < echoMaxMs),
    );
  });

  it("[LT12] a bot that finds its room gone opens it again", async () => {
    const worker = hire();
    await worker.begin(ours({ ...rooms, rooms: 1 }));
    worker.tell({ do: "room", room: 0, roomId: "NOROOM" });
    await worker.fill(3);
    await worker.quit();
    assert.equal(worker.said("opened").length, 1);
    isWell(worker);
  });

  it("[NC9] [LT14] travellers and bots on a far line get their answers that much later", async () => {
    const [far, traveller] = [hire(), hire()];
    await Promise.all([
      far.begin(ours({ net: "far" })),
      traveller.begin(ours({ mix: { traveller: 1 } })),
    ]);
    await Promise.all([far.fill(2), traveller.fill(2)]);
    await until("echoes", () => far.sampled("echo") > 30 && traveller.sampled("echo") > 30);
    await Promise.all([far.quit(), traveller.quit()]);
    assert.ok(Math.min(...far.samples("echo").map(([ms]) => ms)) > 250, "half around the world");
    assert.ok(Math.min(...traveller.samples("ping").map(([ms]) => ms)) > 25, "a hotel");
    isWell(far);
    isWell(traveller);
  });

  it("[LT14] leavers leave and come again, reconnectors break their lines and come back", async () => {
    const worker = hire(FAST);
    await worker.begin(ours({ mix: { leaver: 1, reconnector: 1 } }));
    await worker.fill(6);
    await until(
      "all of it",
      () => worker.count("joinsOk") > 9 && worker.count("reconnects") >= 4,
      15_000,
    );
    await worker.quit();
    assert.ok(worker.count("drops") >= 4);
    isWell(worker);
  });

  it("[LT14] an idler sends nothing and stays", async () => {
    const worker = hire();
    await worker.begin(ours({ mix: { idler: 1 } }));
    await worker.fill(2);
    await until("a second has been told of", () => worker.slices.length > 10);
    await worker.quit();
    assert.equal(worker.count("inputsDue"), 0);
    assert.equal(worker.slices.at(-1)?.connected, 2);
    isWell(worker);
  });

  it("[LT14] a flooder is dealt with, comes back, and spoils no figure", async () => {
    const worker = hire(FAST);
    await worker.begin(ours({ mix: { flooder: 1 } }));
    await worker.fill(2);
    const closed = () =>
      Object.values(worker.tally("provoked")).reduce((sum, count) => sum + count, 0);
    await until("closed more than once each", () => closed() > 4);
    const { bots } = await worker.quit();
    assert.deepEqual([worker.count("errors"), worker.count("endings"), bots], [0, 0, []]);
    assert.equal(worker.sampled("echo"), 0);
    isWell(worker);
  });

  it("[LT14] [LT15] a chatterer's messages each come back once", async () => {
    const worker = hire();
    const shape = { ours: true, pass: PASS, mix: { chatterer: 1 } };
    await worker.begin(planFor(plaza.url, shape));
    await worker.fill(2);
    await until("messages", () => worker.count("messagesSent") > 3);
    await worker.quit();
    assert.equal(worker.count("messagesLost") + worker.count("messagesTwice"), 0);
    assert.deepEqual(worker.tally("errors"), {});
  });

  it("[LT15] each message that a room forgets is counted, those of the last moment too", async () => {
    const worker = hire();
    const shape = { ours: true, pass: PASS, mix: { chatterer: 1 } };
    await worker.begin(planFor(plaza.url, { ...shape, rooms: 1, roomOptions: { forgets: true } }));
    await worker.fill(1);
    await until("a message that was passed over", () => worker.count("messagesLost") > 0);
    const sent = worker.count("messagesSent");
    await until("one more", () => worker.count("messagesSent") > sent);
    await worker.quit();
    assert.equal(worker.count("messagesLost"), Math.floor(worker.count("messagesSent") / 2));
    assert.equal(worker.count("messagesTwice"), 0);
  });

  it("[LT14] who is sent away comes back where the plan says so, and stays away elsewhere", async () => {
    const [back, away] = [hire(FAST), hire(FAST)];
    await Promise.all([back.begin(ours({ rejoin: true })), away.begin(ours())]);
    await Promise.all([back.fill(3), away.fill(2)]);
    await until("played", () => back.sampled("echo") > 10 && away.sampled("echo") > 10);
    for (const { roomId } of await matchMaker.query({ name: "arena" })) {
      void matchMaker.getLocalRoomById(roomId).disconnect(CLOSE.roomClosed);
    }
    await until("back again", () => back.count("rejoins") === 3);
    await until("told", () => away.count("endings") === 2);
    assert.equal(back.sampled("rejoin"), 3);
    assert.deepEqual(back.tally("endings"), { room_closed: 3 });
    await until("nobody", () => away.slices.at(-1)?.connected === 0);
    await away.fill(2);
    await until("filled again", () => away.slices.at(-1)?.connected === 2);
    await Promise.all([back.quit(), away.quit()]);
    assert.deepEqual(away.tally("failed"), {});
  });
});
