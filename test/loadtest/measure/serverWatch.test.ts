import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Reading } from "../../../loadtest/measure/reading.ts";
import { readMetrics } from "../../../loadtest/measure/reading.ts";
import { type WatchDeps, watch, watchServer } from "../../../loadtest/measure/serverWatch.ts";
import { bootMeasured, EMPTY_ROOM, PASS } from "../../support/metrics.ts";
import { busyFor, until } from "../../support/wait.ts";
import { reading } from "./support/readings.ts";

type Answer = Reading | undefined;

/** A server and a clock, both in the test's hands. */
class Hands implements WatchDeps {
  ms = 0;
  asked = 0;
  /** When garbage was to be collected. */
  readonly collected: number[] = [];
  collects = false;
  #wakes: { at: number; wake: () => void }[] = [];
  answers: () => Promise<Answer> | Answer = () => reading(100 + this.ms / 1000);

  ask = async (_stop: AbortSignal, collect: boolean): Promise<Answer> => {
    this.asked++;
    if (collect) this.collected.push(this.ms);
    return this.answers();
  };
  now = () => this.ms;
  after = (ms: number, wake: () => void): (() => void) => {
    const entry = { at: this.ms + ms, wake };
    this.#wakes.push(entry);
    return () => {
      this.#wakes = this.#wakes.filter((one) => one !== entry);
    };
  };
  get waiting(): number {
    return this.#wakes.length;
  }
  async to(ms: number): Promise<void> {
    for (;;) {
      const due = this.#wakes.find(({ at }) => at <= ms);
      if (!due) break;
      this.#wakes = this.#wakes.filter((one) => one !== due);
      this.ms = Math.max(this.ms, due.at);
      due.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.ms = ms;
  }
}

describe("loadtest/measure/serverWatch", () => {
  it("[LT37] where a leak is sought, the server collects its garbage every 20 s, and else never", async () => {
    const [hands, others] = [new Hands(), new Hands()];
    hands.collects = true;
    for (const one of [hands, others]) {
      const watching = await watch(one);
      await one.to(65_000);
      await watching?.presence();
      watching?.stop();
    }
    assert.deepEqual(hands.collected, [0, 20_000, 40_000, 60_000]);
    assert.deepEqual(others.collected, []);
  });

  it("[LT34] it asks at every whole second of the run", async () => {
    const hands = new Hands();
    hands.ms = -300;
    const watching = await watch(hands);
    await hands.to(5400);
    assert.equal(hands.asked, 1 + 6, "at once, then at 0 to 5");
    assert.equal(watching?.at(3).serverCores, 0.5);
    watching?.stop();
    assert.equal(hands.waiting, 0);
    await hands.to(9000);
    assert.equal(hands.asked, 7);
  });

  it("[LT34] never twice at once: while an answer takes long, no other question is asked", async () => {
    const hands = new Hands();
    const watching = await watch(hands);
    let answer: (reading: Answer) => void = () => {};
    hands.answers = () => new Promise<Answer>((resolve) => (answer = resolve));
    await hands.to(4500);
    assert.equal(hands.asked, 2);
    hands.answers = () => reading(100 + hands.ms / 1000);
    answer(reading(104.5));
    await new Promise((resolve) => setImmediate(resolve));
    await hands.to(6000);
    assert.equal(hands.asked, 4, "at 5 and 6 again");
    assert.equal(watching?.at(2).serverCores, 0.5, "the late answer tells of what it missed");
    watching?.stop();
  });

  it("[LT34] a question that fails is a gap, and the next one is asked", async () => {
    const hands = new Hands();
    const watching = await watch(hands);
    await hands.to(2000);
    hands.answers = () => undefined;
    await hands.to(4500);
    assert.equal(await watching?.presence(), null);
    assert.deepEqual(watching?.at(3), {});
    hands.answers = () => reading(100 + hands.ms / 1000);
    await hands.to(6000);
    assert.equal(watching?.at(3).serverCores, 0.5);
    assert.deepEqual(await watching?.presence(), {
      ...{ rooms: 1, clients: 12, waiting: 1, connections: 12 },
    });
    watching?.stop();
  });

  it("[LT34] where metrics do not open there is nothing to watch", async () => {
    const hands = new Hands();
    hands.answers = () => undefined;
    assert.equal(await watch(hands), undefined);
    assert.equal(hands.waiting, 0);
  });

  it("[LT34] another server's text is none of ours", () => {
    assert.equal(readMetrics("<!doctype html>"), undefined);
    assert.equal(
      readMetrics("process_cpu_seconds_total 1\nprocess_start_time_seconds 1\n"),
      undefined,
    );
  });
});

describe("loadtest/measure/serverWatch, at a real server", () => {
  it("[LT34] tells CPU, memory, ticks, rooms and who is there on the run's time axis", async () => {
    const app = await bootMeasured();
    const epochMs = performance.timeOrigin + performance.now();
    const watching =
      (await watchServer({ url: app.url, pass: PASS, epochMs, collects: false })) ?? assert.fail();
    try {
      const before = (await watching.presence()) ?? assert.fail();
      const session = await app.join(EMPTY_ROOM);
      const there = await until("one more", async () => {
        const now = await watching.presence();
        return now && now.clients > before.clients && now;
      });
      assert.equal(there.rooms, before.rooms + 1);
      assert.equal(there.connections, before.connections + 1);
      const second = Math.ceil((performance.timeOrigin + performance.now() - epochMs) / 1000);
      const row = await until("a whole second", () => {
        // An idle loop may use too little CPU to be told from none.
        busyFor(5);
        return watching.at(second).players === 1 && watching.at(second);
      });
      assert.ok((row.serverCores ?? 0) > 0 && (row.serverCores ?? 9) < 3, `${row.serverCores}`);
      assert.ok((row.rssMb ?? 0) > 20 && (row.heapMb ?? 0) > 5 && (row.tickP99 ?? -1) >= 0);
      assert.ok((row.serverLagMax ?? 0) > 0 && (row.gcMs ?? -1) >= 0 && row.sendQueueBytes === 0);
      const figures = watching.figures(second, second + 1, 1) ?? assert.fail();
      assert.ok(figures.ticks > 5 && figures.ticks < 60, `${figures.ticks} ticks`);
      assert.equal(watching.rooms()[0]?.room, session.room.roomId);
      assert.equal(watching.rooms()[0]?.clients, 1);
    } finally {
      watching.stop();
      await app.close();
    }
  });

  it("[LT34] does not open with another token, at another server, or where none is", async () => {
    const app = await bootMeasured();
    const other = createServer((_request, response) => response.end("<h1>hello</h1>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const elsewhere = `http://127.0.0.1:${port}`;
    assert.equal(
      await watchServer({ url: app.url, pass: "another", epochMs: 0, collects: false }),
      undefined,
    );
    assert.equal(
      await watchServer({ url: elsewhere, pass: PASS, epochMs: 0, collects: false }),
      undefined,
    );
    await new Promise((resolve) => other.close(resolve));
    assert.equal(
      await watchServer({ url: elsewhere, pass: PASS, epochMs: 0, collects: false }),
      undefined,
    );
    await app.close();
  });
});
