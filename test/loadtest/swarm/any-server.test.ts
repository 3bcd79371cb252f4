import assert from "node:assert/strict";
import { planFor, usePlaza, useWorkers } from "../../support/swarm.ts";
import { pause, until } from "../../support/wait.ts";

describe("loadtest/worker on a plain Colyseus server", function () {
  this.timeout(30_000);
  const plaza = usePlaza();
  const hire = useWorkers();

  it("[LT18] [LT11] a wanderer plays by the fields that the server tells, and all is measured", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    await worker.fill(6);
    worker.mark(1);
    const delivered = () => worker.count("patches", 1) / worker.count("patchesDue", 1);
    // A machine that is busy for half a second delivers less in it: over some seconds it evens out.
    const isEven = () => delivered() > 0.8 && delivered() < 1.2;
    await until("evenly played", () => worker.count("inputsSent", 1) > 100 && isEven());
    const { notes } = await worker.quit();
    const { inputs, moved } = await plaza.seen();
    assert.ok(inputs >= 100 && moved > inputs / 10, `${moved} of ${inputs} inputs moved`);
    for (const step of ["join", "matchmake", "connect", "firstState"] as const) {
      assert.equal(worker.sampled(step), 6, step);
    }
    for (const id of ["echo", "interval", "jitter", "staleness", "decode", "ping"] as const) {
      assert.ok(worker.sampled(id) > 5, `${worker.sampled(id)} samples of ${id}`);
    }
    assert.ok(worker.count("bytesIn") > 1000 && worker.count("bytesOut") > 500);
    assert.deepEqual([worker.tally("errors"), worker.tally("failed"), notes], [{}, {}, {}]);
  });

  it("[LT18] a room without inputs is sent nothing, and its patches are measured", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "board" }));
    await worker.fill(3);
    await until("patches", () => worker.sampled("interval") > 30);
    await worker.quit();
    assert.equal(worker.count("inputsDue"), 0);
    assert.equal(worker.count("patchesDue"), 0);
    assert.deepEqual(worker.tally("errors"), {});
  });

  it("[LT18] a room without a state can be joined as well", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "bare" }));
    await worker.fill(3);
    await until("told", () => worker.count("joinsOk") === 3);
    await worker.quit();
    assert.deepEqual(worker.tally("failed"), {});
  });

  it("[LT10] joins that fail have a stable id, and the next fill tries again", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "nowhere" }));
    await worker.fill(3);
    await worker.fill(3);
    await worker.quit();
    assert.deepEqual(worker.tally("failed"), { "join/failed_520": 6 });
    assert.equal(worker.count("joinsStarted"), 6);
    assert.equal(worker.count("joinsFailed"), 6);
  });

  it("[LT10] who goes first is who came last, and a second fill takes the place of the first", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    const { leaves } = await plaza.seen();
    worker.tell({ do: "fill", clients: 40, perSecond: 2 });
    await worker.fill(8);
    await worker.fill(2);
    assert.equal(worker.said("filled").length, 2);
    await until("two are left", () => worker.slices.at(-1)?.connected === 2);
    const after = await plaza.seen();
    assert.equal(after.leaves - leaves, 6);
    await worker.quit();
  });

  it("[LT19] a cut leaves no close frame behind: the seats are held and all come back", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    await worker.fill(5);
    worker.tell({ do: "cut" });
    await until("all are back", () => worker.count("reconnects") === 5);
    const { drops } = await plaza.seen();
    await worker.quit();
    assert.deepEqual(drops.slice(-5), [1006, 1006, 1006, 1006, 1006]);
    assert.equal(worker.count("drops"), 5);
    assert.equal(worker.sampled("reconnect"), 5);
    assert.ok(worker.samples("reconnect").every(([ms]) => ms > 50 && ms < 5000));
    assert.deepEqual(worker.tally("endings"), {});
    assert.deepEqual(worker.tally("errors"), {});
  });

  it("[LT19] where the seat is not held the stay ends by an id, and is no error besides", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { rooms: 1, roomOptions: { fleeting: true } }));
    await worker.fill(3);
    worker.tell({ do: "cut" });
    await until("all are out", () => worker.count("endings") === 3);
    await worker.quit();
    assert.deepEqual(worker.tally("endings"), { lost: 3 });
    assert.deepEqual([worker.tally("errors"), worker.count("reconnects")], [{}, 0]);
  });

  it("[LT9] when the coordinator is gone, the bots leave and the worker ends", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    await worker.fill(4);
    const { leaves } = await plaza.seen();
    worker.child.disconnect();
    assert.equal(await worker.exit, 0);
    await until("all have left", async () => (await plaza.seen()).leaves - leaves === 4);
  });

  it("[LT9] whoever is on the way in when it ends leaves in order, too", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url));
    const before = await plaza.seen();
    worker.tell({ do: "fill", clients: 20, perSecond: Number.POSITIVE_INFINITY });
    await until("some are in", async () => (await plaza.seen()).joins > before.joins);
    await worker.quit();
    const after = await plaza.seen();
    assert.equal(after.leaves - before.leaves, after.joins - before.joins);
    assert.equal(after.drops.length, before.drops.length);
    assert.equal(worker.count("joinsFailed"), 0);
  });

  it("[LT10] slices cover the time without gaps, each in its phase", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url), false);
    worker.mark(3);
    await pause(1200);
    await worker.quit();
    const { slices } = worker;
    assert.ok(slices.length >= 3, `${slices.length} slices`);
    for (const [n, slice] of slices.entries()) {
      if (n > 0) assert.equal(slice.from, slices[n - 1]?.to);
      assert.equal(slice.phase, n === 0 ? 0 : 3);
    }
    const whole = slices.filter(({ to }) => to % 1000 < 100);
    assert.ok(whole.length >= 1, "they end at the run's whole seconds");
  });

  it("[LT52] a server that stands still for good: its lines are counted as dead", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { mix: { player: 1, idler: 1 } }));
    await worker.fill(4);
    await until("pongs", () => worker.sampled("ping") >= 8 && worker.sampled("echo") > 60);
    assert.equal(worker.slices.at(-1)?.lost, 0);
    const thaw = plaza.freeze();
    try {
      const { length } = worker.slices;
      await until("dead", () => worker.slices.at(-1)?.lost === 4, 20_000);
      assert.ok(
        worker.slices.slice(length).every(({ cutOff }) => cutOff === 0),
        "none broke",
      );
    } finally {
      thaw();
    }
    await until("alive", () => worker.slices.at(-1)?.lost === 0);
    await until("answered", () => worker.count("unanswered") > 50);
    await worker.quit();
  });

  it("[LT52] a server that answers pings but no input any more leaves them unanswered", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "dying" }));
    await worker.fill(3);
    await until("unanswered", () => worker.count("unanswered") > 100);
    const answered = worker.sampled("echo");
    assert.ok(worker.sampled("overLine") > 0 && worker.sampled("overLine") <= answered);
    await worker.quit();
  });

  it("[LT52] one that patches every three seconds owes no answer sooner, and is not judged by it", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "turns" }));
    await worker.fill(3);
    await until("two turns", () => worker.sampled("echo") > 250);
    await worker.quit();
    assert.deepEqual([worker.count("unanswered"), worker.sampled("overLine")], [0, 0]);
  });

  it("[LT51] [NC7] a far line that was cut: no ping is answered sooner than the line allows", async () => {
    const worker = hire();
    await worker.begin(planFor(plaza.url, { net: "far" }));
    await worker.fill(8);
    await until("pongs", () => worker.sampled("ping") >= 16);
    worker.tell({ do: "cut" });
    await until("back", () => worker.count("reconnects") === 8, 20_000);
    const before = worker.sampled("ping");
    await until("pongs again", () => worker.sampled("ping") >= before + 32, 20_000);
    await worker.quit();
    const [least, answers] = ["ping", "echo"].map((id) =>
      Math.min(...worker.samples(id as "ping").map(([ms]) => ms)),
    );
    assert.ok((least ?? 0) > 260 && (answers ?? 0) > 260, `${least} ms, ${answers} ms`);
    const own = Math.min(...worker.samples("overLine").map(([ms]) => ms));
    assert.ok(own < 150, `${own} ms are not the line's`);
  });
});
