import assert from "node:assert/strict";
import { RunStage, type StageParts } from "../../../loadtest/control/stage.ts";
import { counters, distributions, FakeBooks, FakeClock, FakeCrew, percentiles } from "./support.ts";

function stand(given: Partial<StageParts> = {}) {
  const clock = new FakeClock();
  const books = new FakeBooks();
  const crew = new FakeCrew(books);
  const stop = new AbortController();
  const began = clock.now();
  const stage = new RunStage({
    wishes: { clients: 10, seconds: 5, perSecond: 5 },
    clock,
    epochMs: began,
    crew,
    ledger: books,
    watch: undefined,
    layers: [{ failedJoins: 0, echoP95OverPingMs: 120, errors: 0 }],
    awaited: () => null,
    ours: true,
    stop: stop.signal,
    server: undefined,
    abortOnFail: false,
    ...given,
  });
  const seconds = () => (clock.now() - began) / 1000;
  return { clock, books, crew, stop, stage, seconds };
}

const never = () => new Promise<void>(() => {});

describe("loadtest/control/stage", () => {
  it("[LT22] a phase lasts as long as it should from the moment all are there", async () => {
    const { clock, crew, stage, seconds } = stand();
    crew.filling = (clients) => clock.sleep(clients * 200, stage.over);
    const { ok } = await clock.until(
      stage.phase({ kind: "ramp", clients: 10, perSecond: 5, seconds: 3 }),
    );
    assert.equal(ok, true);
    assert.equal(seconds(), 5);
    assert.deepEqual(crew.told, ["mark 0", "fill 10 at 5", "mark 0"]);
  });

  it("[LT28] all at once is 500 a second", async () => {
    const { clock, crew, stage } = stand();
    await clock.until(stage.phase({ kind: "storm", clients: 900, seconds: 1 }));
    assert.equal(crew.told[1], "fill 900 at 500");
  });

  it("[LT22] clients who never come are failed joins, and nobody waits for them for ever", async () => {
    const { clock, books, crew, stage, seconds } = stand();
    crew.filling = never;
    books.connected = 7;
    const { ok } = await clock.until(
      stage.phase({ kind: "ramp", clients: 10, perSecond: 5, seconds: 0 }),
    );
    assert.equal(ok, false);
    assert.ok(seconds() < 60, `${seconds()} s`);
    const [joins] = stage.judge(0).filter(({ objective }) => objective === "failedJoins");
    assert.equal(joins?.value, 3);
  });

  it("[LT9] Ctrl-C, a dead worker and a dead server end the phase at once, and the first is the reason", async () => {
    const died = new AbortController();
    const server = { died: died.signal, restart: async () => {} };
    const { clock, crew, stop, stage, seconds } = stand({ server });
    clock.after(4000, () => died.abort("the server died (SIGKILL)"));
    clock.after(4000, () => crew.die("worker 0 died"));
    clock.after(9000, () => stop.abort("SIGINT"));
    const { ok } = await clock.until(stage.phase({ kind: "hold", clients: 1, seconds: 60 }));
    assert.equal(ok, false);
    assert.equal(seconds(), 4);
    const how = "the server died (SIGKILL)";
    assert.deepEqual(stage.ended, { why: "serverDied", how, second: 4 });
    const told = crew.told.length;
    stage.cut();
    assert.deepEqual(await stage.phase({ kind: "hold", clients: 1, seconds: 60 }), {
      ok: false,
      spare: false,
    });
    assert.equal(crew.told.length, told, "nothing is begun any more");
    assert.equal(stage.ended?.why, "serverDied");
  });

  it("[LT9] a run that was stopped before it began does nothing", async () => {
    const { crew, stage } = stand({ stop: AbortSignal.abort("SIGTERM") });
    await stage.phase({ kind: "hold", clients: 1, seconds: 60 });
    assert.deepEqual(crew.told, []);
    assert.deepEqual(stage.ended, { why: "signal", signal: "SIGTERM", second: 0 });
  });

  it("[LT23] a phase says whether it met its limits", async () => {
    const { clock, books, stage } = stand();
    const slow = distributions({ overLine: percentiles(198) });
    books.measured = (_plan, index) => (index === 1 ? { distributions: slow } : {});
    const step = { kind: "step", clients: 5, seconds: 1 } as const;
    assert.equal((await clock.until(stage.phase(step))).ok, true);
    assert.equal((await clock.until(stage.phase(step))).ok, false);
  });

  describe("--abort-on-fail", () => {
    const hold = { kind: "hold", clients: 10, seconds: 60 } as const;

    it("[LT26] a failed join ends the run within seconds", async () => {
      const { clock, books, stage, seconds } = stand({ abortOnFail: true });
      books.measured = () => (seconds() >= 7 ? { counters: counters({ joinsFailed: 1 }) } : {});
      await clock.until(stage.phase(hold));
      assert.ok(seconds() >= 7 && seconds() < 10, `${seconds()} s`);
      const { ended } = stage;
      assert.ok(ended?.why === "gate" && ended.judged.objective === "failedJoins");
    });

    it("[LT26] what is counted over the run ends it too", async () => {
      const { clock, books, stage, seconds } = stand({ abortOnFail: true });
      books.total_ = { ...books.total_, counters: counters({ errors: 2 }) };
      await clock.until(stage.phase(hold));
      assert.ok(seconds() < 3);
      assert.ok(stage.ended?.why === "gate" && stage.ended.judged.value === 2);
    });

    it("[LT26] a latency needs time, samples and a generator that keeps up", async () => {
      const slowIn = (count: number) =>
        distributions({ echo: percentiles(200, count), overLine: percentiles(198, count) });
      const slow = slowIn(199);
      const enough = slowIn(200);
      const doubt = { kind: "generator", busy: 1, lateMs: 50 } as const;
      for (const [measured, ends] of [
        [{ distributions: slow }, false],
        [{ distributions: enough, doubt }, false],
        [{ distributions: enough }, true],
      ] as const) {
        const { clock, books, stage, seconds } = stand({ abortOnFail: true });
        books.measured = () => measured;
        await clock.until(stage.phase(hold));
        assert.equal(stage.ended?.why === "gate", ends);
        if (ends) assert.ok(seconds() >= 5 && seconds() < 9, `${seconds()} s`);
      }
    });

    it("[LT26] without the flag a broken limit ends nothing", async () => {
      const { clock, books, stage, seconds } = stand();
      books.measured = () => ({ counters: counters({ joinsFailed: 1 }) });
      await clock.until(stage.phase(hold));
      assert.equal(seconds(), 60);
    });
  });
});
