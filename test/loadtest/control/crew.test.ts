import assert from "node:assert/strict";
import path from "node:path";
import { type Clock, systemClock } from "../../../loadtest/control/clock.ts";
import { type Crew, shareOfWorker, startCrew } from "../../../loadtest/control/crew.ts";
import { hire } from "../../../loadtest/control/member.ts";
import { Silence } from "../../../loadtest/control/silence.ts";
import type { Slice } from "../../../loadtest/protocol.ts";
import { until } from "../../support/wait.ts";
import { FakeClock } from "./support.ts";

const WORKER = path.join(import.meta.dirname, "../../support/loadtest-worker.ts");

interface Told {
  readonly worker: number;
  readonly slice: Slice;
}

/** Real processes, of a worker without bots. */
async function startWith(room: string, workers = 2, clock: Clock = systemClock) {
  const slices: Told[] = [];
  const hired = await startCrew({
    plan: {
      ...{ url: "http://127.0.0.1:1", ours: true, pass: undefined, build: "", game: undefined },
      ...{ room, scenario: undefined, tickMs: 50, mix: { player: 1 }, seed: 1, net: "good" },
      ...{ rooms: undefined, roomOptions: {}, rejoin: false, epochMs: systemClock.now() },
    },
    workers,
    clock,
    stop: new AbortController().signal,
    onSlice: (worker, slice) => slices.push({ worker, slice }),
    hire: (worker, hooks) => hire(worker, hooks, WORKER),
  });
  return { hired, slices };
}

async function crewOf(
  ...given: Parameters<typeof startWith>
): Promise<{ crew: Crew; slices: Told[] }> {
  const { hired, slices } = await startWith(...given);
  return hired.ok ? { crew: hired.crew, slices } : assert.fail(hired.problem);
}

describe("loadtest/control/crew", function () {
  this.timeout(40_000);

  it("[LT27] bot i lives in worker i mod n, however many come and go", () => {
    for (const workers of [1, 2, 3, 7, 64]) {
      for (const clients of [0, 1, 5, 64, 100, 5000]) {
        const bots = Array.from({ length: clients }, (_, bot) => bot);
        for (let worker = 0; worker < workers; worker++) {
          const own = bots.filter((bot) => bot % workers === worker).length;
          assert.equal(shareOfWorker(clients, worker, workers), own);
        }
      }
    }
  });

  it("[LT27] all workers hear each order, and an opened room; their last words are one", async () => {
    const { crew, slices } = await crewOf("arena", 3);
    await crew.fill(8, 30);
    await crew.mark(1);
    crew.cut();
    await crew.mark(1);
    assert.deepEqual(
      [0, 1, 2].map((worker) => slices.findLast((told) => told.worker === worker)?.slice.connected),
      [3, 3, 2],
    );
    for (const worker of [0, 1, 2]) {
      const { slice } = slices.findLast((told) => told.worker === worker) ?? assert.fail();
      const orders = Object.keys(slice.errors);
      assert.equal(slice.phase, 1, "a mark resolves when the rest of the phase has been told");
      assert.ok(
        orders.some((order) => order.includes('"perSecond":10')),
        `${orders}`,
      );
      assert.ok(orders.includes('{"do":"cut"}'));
      for (const room of [0, 1, 2])
        assert.ok(orders.includes(`{"do":"room","room":${room},"roomId":"ABC"}`), `${orders}`);
    }
    const { bots, notes } = await crew.quit();
    assert.deepEqual(
      bots.map(({ bot }) => bot),
      [7, 6, 5, 4, 3, 2, 1, 0],
      "the slowest first",
    );
    assert.deepEqual(notes, { "a warning": 6 });
    assert.equal(crew.died.aborted, false, "who was told to go has not died");
  });

  it("[LT27] a worker that dies is known at once, and the others still leave in order", async () => {
    const { crew } = await crewOf("dies");
    await crew.fill(4, 10);
    await until("death", () => crew.died.aborted, 3000);
    assert.equal(crew.died.reason, "worker 0 died (SIGKILL)");
    await crew.fill(2, 10);
    const { bots } = await crew.quit();
    assert.deepEqual(
      bots.map(({ bot }) => bot),
      [1],
      "worker 1 had one left",
    );
  });

  it("[LT27] workers that loop for ever are given up and killed; the other one leaves in order", async () => {
    const { crew } = await crewOf("loops", 3);
    await crew.fill(6, 10);
    assert.match(String(crew.died.reason), /^worker [02] was silent for \d s, and was killed$/);
    const { bots } = await crew.quit();
    assert.deepEqual(
      bots.map(({ bot }) => bot),
      [4, 1],
      "worker 1 had two",
    );
  });

  it("[LT27] so is one that loops when it is to leave", async () => {
    let speed = 1;
    const sleep: Clock["sleep"] = (ms, stop) => systemClock.sleep(ms / speed, stop);
    const { crew } = await crewOf("lingers", 2, { now: systemClock.now, sleep });
    await crew.fill(2, 10);
    speed = 10;
    const { bots } = await crew.quit();
    assert.equal(crew.died.reason, "worker 1 was silent for 15 s, and was killed");
    assert.equal(bots.length, 1, "the other one has left");
  });

  it("[LT27] who says something now and then is not silent; who loops by the same bot is", async () => {
    const silence = new Silence(3);
    const clock = new FakeClock();
    for (let s = 0; s < 9; s += 4.5) clock.after(s * 1000, () => silence.heard(0));
    for (let s = 0; s < 9; s += 3) clock.after(s * 1000, () => silence.heard(1));
    clock.after(5500, () => silence.heard(2));
    const over = new AbortController();
    const began = clock.now();
    const silent = await clock.until(silence.found(clock, over.signal));
    assert.equal(clock.now() - began, 10_000);
    assert.deepEqual(silent, [
      { worker: 0, seconds: 5 },
      { worker: 1, seconds: 3 },
      { worker: 2, seconds: 4 },
    ]);
    over.abort();
    assert.deepEqual(await silence.found(clock, over.signal), []);
  });

  it("[LT27] workers that cannot begin say why, and none is left", async () => {
    const refused = await startWith("refused");
    assert.deepEqual(refused.hired, { ok: false, problem: "the scenario has no bot" });
    const { hired } = await startWith("crash");
    assert.match(hired.ok ? "" : hired.problem, /^worker 1 died \(exit code 1\): /);
  });
});
