import assert from "node:assert/strict";
import type { CpuTimes } from "../../../loadtest/measure/idle.ts";
import { Ledger } from "../../../loadtest/measure/ledger.ts";
import type { ServerWatch } from "../../../loadtest/measure/serverWatch.ts";
import { echoes, slice } from "./support/slices.ts";

const HOLD = { kind: "hold", clients: 20, seconds: 60 } as const;
const SILENT: ServerWatch = {
  figures: () => null,
  at: () => ({}),
  rooms: () => [],
  presence: async () => null,
  stop() {},
};
/** A machine that nobody uses. */
const idle = (): (() => CpuTimes) => {
  let now = 0;
  return () => ({ idle: ++now, total: now });
};

describe("loadtest/measure/ledger", () => {
  it("[LT30] phases and the run tell the percentiles of all workers' samples", () => {
    const ledger = new Ledger(idle());
    ledger.mark({ kind: "ramp", clients: 2, seconds: 1 }, 0);
    ledger.take(0, slice(0, 1000, { distributions: echoes(1, 2, 3, 4, 5, 6, 7, 8, 9) }));
    ledger.mark(HOLD, 1);
    ledger.take(0, slice(1000, 2000, { phase: 1, distributions: echoes(10, 10, 10) }));
    ledger.take(1, slice(1000, 2000, { phase: 1, distributions: echoes(1000) }));
    ledger.end(2);
    const [ramp, hold] = ledger.phases(undefined);
    assert.equal(ramp?.distributions.echo?.p50.toFixed(1), "5.0");
    assert.equal(hold?.distributions.echo?.count, 4);
    // The mean of the workers' medians would be 505.
    assert.equal(hold?.distributions.echo?.p50.toFixed(1), "10.0");
    assert.equal(ledger.total().distributions.echo?.count, 13);
    assert.equal(ledger.total().distributions.matchmake, null);
  });

  it("[LT6] rates are per client that was connected, through drops and phases", () => {
    const ledger = new Ledger(idle());
    ledger.mark({ kind: "ramp", clients: 2, seconds: 1 }, 0);
    ledger.take(0, slice(0, 1000, { clientMs: 500, counters: { bytesIn: 50, joinsOk: 1 } }));
    ledger.mark(HOLD, 1);
    for (const worker of [0, 1]) {
      const counters = { bytesIn: 1000, bytesOut: 200 };
      ledger.take(worker, slice(1000, 2000, { phase: 1, clientMs: 2500, counters, connected: 3 }));
    }
    const [ramp, hold] = ledger.phases(undefined);
    assert.deepEqual(ramp?.bytes, { in: 100, out: 0 });
    assert.deepEqual(hold?.bytes, { in: 400, out: 80 });
    assert.equal(hold?.clientSeconds, 5);
    assert.equal(hold?.connectedMax, 6);
    assert.equal(ramp?.counters.joinsOk, 1);
    assert.equal(ledger.total().counters.bytesIn, 2050);
  });

  it("[LT6] without clients there is no rate", () => {
    const ledger = new Ledger(idle());
    ledger.mark(HOLD, 0);
    ledger.take(0, slice(0, 1000));
    assert.equal(ledger.phase(0, SILENT).bytes, null);
    assert.equal(ledger.phase(0, SILENT).server, null);
    assert.deepEqual(ledger.timeline(SILENT).columns.bytesIn, [null]);
  });

  it("[LT31] phases begin and end at their marks; what a worker says late still counts in its own", () => {
    const ledger = new Ledger(idle());
    assert.equal(ledger.mark(HOLD, 0), 0);
    assert.equal(ledger.mark(HOLD, 10.5), 1);
    ledger.take(1, slice(10_500, 11_000, { phase: 1, counters: { joinsOk: 1 } }));
    ledger.take(0, slice(9500, 10_500, { phase: 0, counters: { joinsOk: 10 } }));
    const [first, second] = ledger.phases(undefined);
    assert.deepEqual([first?.from, first?.to], [0, 10.5]);
    assert.deepEqual([second?.from, second?.to], [10.5, 11], "running: as far as was told");
    assert.equal(first?.counters.joinsOk, 10);
    assert.equal(second?.counters.joinsOk, 1);
  });

  it("[LT7] cores of all workers add up, and the worst one tells how late and how busy", () => {
    const ledger = new Ledger(idle());
    ledger.mark(HOLD, 0);
    const calm = { eventLoopMs: { p50: 0, p99: 1, max: 2 }, utilisation: 0.2, cpuMs: 250 };
    const busy = { eventLoopMs: { p50: 5, p99: 30, max: 90 }, utilisation: 0.9, cpuMs: 900 };
    for (let second = 0; second < 3; second++) {
      const [from, to] = [second * 1000, (second + 1) * 1000];
      ledger.take(0, slice(from, to, { generator: calm }));
      ledger.take(1, slice(from, to, { generator: busy }));
    }
    const { generator, doubt } = ledger.phase(0, undefined);
    assert.equal(generator.cores.toFixed(3), "1.150");
    assert.equal(generator.utilisation.toFixed(3), "0.900");
    assert.equal(generator.eventLoopMs.max, 90);
    assert.ok(Math.abs(generator.eventLoopMs.p99 - 30) < 3, `${generator.eventLoopMs.p99}`);
    assert.equal(doubt?.kind, "generator");
    const { columns } = ledger.timeline(undefined);
    assert.deepEqual(columns.generatorLagP99, [30, 30, 30]);
    assert.equal(columns.generatorCores[0]?.toFixed(3), "1.150");
  });

  it("what happened is counted by id over the run", () => {
    const ledger = new Ledger(idle());
    ledger.take(0, slice(0, 1000, { failed: { "join/full": 2 }, errors: { a: 1 } }));
    ledger.take(1, slice(0, 1000, { failed: { "join/full": 1 }, provoked: { kicked: 1 } }));
    assert.deepEqual(ledger.tallies(), {
      failed: { "join/full": 3 },
      endings: {},
      errors: { a: 1 },
      provoked: { kicked: 1 },
    });
  });

  it("who watches sees the last seconds, and lines that are down right now", () => {
    const ledger = new Ledger(idle());
    ledger.mark(HOLD, 0);
    for (let second = 0; second < 20; second++) {
      const more = { distributions: echoes(second < 10 ? 500 : 20), connected: 4, cutOff: 1 };
      ledger.take(0, slice(second * 1000, second * 1000 + 1000, { ...more, clientMs: 4000 }));
      ledger.take(1, slice(second * 1000, second * 1000 + 1000, { connected: 3, cutOff: 2 }));
    }
    const live = ledger.live(20.3);
    assert.equal(live.echo?.max.toFixed(0), "20");
    assert.deepEqual([live.connected, live.cutOff, ledger.cutOff], [7, 3, 3]);
    assert.equal(live.phase?.kind, "hold");
    assert.equal(
      ledger.live(200).echo,
      null,
      "of workers that fell silent there is nothing to tell",
    );
  });
});
