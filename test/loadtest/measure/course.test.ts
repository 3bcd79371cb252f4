import assert from "node:assert/strict";
import { Course } from "../../../loadtest/measure/course.ts";
import { RoomWatch } from "../../../loadtest/measure/roomWatch.ts";
import { reading, ticksOf } from "./support/readings.ts";

/** A server that has been up for 100 s when the run begins. */
function course(seconds: number): Course {
  const made = new Course();
  for (let t = 0; t <= seconds; t++) made.add(t, reading(100 + t));
  return made;
}

const near = (found: number | null | undefined, wanted: number, within = 1e-6) =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) <= within, `${found} for ${wanted}`);

describe("loadtest/measure/course", () => {
  it("[LT34] figures are what the server did in that time, and nothing of before", () => {
    const figures = course(60).figures(20, 50, 300) ?? assert.fail();
    near(figures.cores, 0.5);
    near(figures.cpuMsPerClientSecond, 50);
    near(figures.gcMsPerSecond, 10);
    assert.equal(figures.ticks, 900);
    near(figures.tickP50Ms, 3);
    assert.ok(Math.abs((figures.eventLoopP99Ms ?? 0) - 2) < 0.2);
    assert.deepEqual([figures.rssBytes, figures.heapBytes, figures.overruns], [100e6, 50e6, 0]);
    assert.equal(course(60).figures(20, 50, 0)?.cpuMsPerClientSecond, null);
  });

  it("[LT34] a scrape that came late changes no rate: time is the server's own", () => {
    const late = new Course();
    for (let t = 0; t < 10; t++) late.add(t + (t === 5 ? 0.8 : 0), reading(100 + t));
    near(late.at(4).serverCores, 0.5);
    near(late.at(5).serverCores, 0.5);
    near(late.figures(0, 9, 1)?.cores, 0.5);
  });

  it("[LT34] seconds without an answer are told by the next one, and overruns counted once", () => {
    const gap = new Course();
    for (const t of [0, 1, 5, 6]) gap.add(t, reading(100 + t, { overruns: t }));
    const overruns = [0, 1, 2, 3, 4, 5].map((t) => gap.at(t).overruns ?? 0);
    assert.deepEqual(overruns, [1, 1, 1, 1, 1, 1]);
    near(gap.at(3).serverCores, 0.5);
    assert.deepEqual([gap.at(-1), gap.at(7)], [{}, {}]);
  });

  it("[LT34] a process that begins anew counts on, and the second of its death is not measured", () => {
    const restarted = course(10);
    for (let t = 15; t <= 25; t++) restarted.add(t, reading(t - 14, { startedAt: 2000 }));
    assert.deepEqual([restarted.at(9).serverCores, restarted.at(12)], [0.5, {}]);
    near(restarted.at(20).serverCores, 0.5);
    const figures = restarted.figures(0, 25, 100) ?? assert.fail();
    near(figures.cores, 0.5);
    assert.equal(figures.ticks, 300 + 330, "10 s of the old one and 11 s of the new one");
    assert.ok(figures.gcMsPerSecond > 0);
  });

  it("[LT34] a counter that falls has begun anew, whatever the process says", () => {
    const fallen = new Course();
    fallen.add(0, reading(100, { overruns: 50 }));
    fallen.add(1, reading(101, { overruns: 3 }));
    assert.equal(fallen.figures(0, 1, 1)?.overruns, 3);
  });

  it("[LT34] where nothing was measured there is no figure", () => {
    assert.equal(course(10).figures(20, 30, 1), null);
    assert.equal(course(0).figures(0, 1, 1), null);
    const silent = new Course();
    const noLag = { lag: undefined, ticks: ticksOf(1, 0) };
    silent.add(0, reading(1, noLag));
    silent.add(1, reading(2, noLag));
    assert.equal(silent.at(0).serverLagP99, null);
    assert.equal(silent.at(0).tickP99, null);
    assert.equal(silent.figures(0, 1, 1)?.eventLoopP99Ms, null);
  });

  it("[LT34] a soak of a day is remembered thinner, with its sums and its worst", () => {
    const day = 24 * 3600;
    const soak = new Course();
    for (let t = 0; t <= day; t++) {
      const rssBytes = t === 40_000 ? 900e6 : 100e6;
      const heapBytes = t === 41_000 ? 10e6 : 50e6;
      soak.add(t, reading(100 + t, { overruns: t, rssBytes, heapBytes }));
    }
    const figures = soak.figures(0, day, day) ?? assert.fail();
    assert.equal(figures.ticks, day * 30);
    assert.equal(figures.rssBytes, 900e6);
    const seconds = Array.from({ length: day }, (_none, t) => soak.at(t));
    near(
      seconds.reduce((sum, { overruns }) => sum + (overruns ?? 0), 0),
      day,
      1,
    );
    assert.equal(Math.min(...seconds.slice(40_980, 41_020).map(({ heapMb }) => heapMb ?? 99)), 10);
  });
});

describe("loadtest/measure/roomWatch", () => {
  const room = (ms: number, count: number, clients = 4, overruns = 0) => ({
    ticks: ticksOf(ms, count),
    overruns,
    clients,
  });

  it("[LT34] the worst rooms come first, gone ones too, with what they did in this run", () => {
    const watch = new RoomWatch();
    watch.add(new Map([["old", room(30, 1000)]]));
    watch.add(
      new Map([
        ["old", room(30, 1000)],
        ["slow", room(10, 30, 7, 2)],
        ["fast", room(1, 30)],
      ]),
    );
    watch.add(
      new Map([
        ["old", room(30, 1000)],
        ["fast", room(1, 60, 1)],
      ]),
    );
    const [first, second, ...others] = watch.worst();
    assert.deepEqual(others, [], "a room that did nothing in this run is none of its rooms");
    assert.deepEqual(
      [first?.room, first?.ticks, first?.clients, first?.overruns],
      ["slow", 30, 7, 2],
    );
    assert.ok((first?.tickP99Ms ?? 0) > 8 && (first?.tickP99Ms ?? 0) <= 16);
    assert.deepEqual([second?.room, second?.ticks, second?.clients], ["fast", 60, 4]);
  });

  it("[LT34] ten thousand rooms that came and went are not all remembered, the worst is", () => {
    const watch = new RoomWatch();
    watch.add(new Map());
    for (let at = 0; at < 10_000; at += 100) {
      const open = Array.from({ length: 100 }, (_none, index) => {
        const n = at + index;
        return [`room ${n}`, room(n === 4321 ? 30 : 1, 30)] as const;
      });
      watch.add(new Map(open));
    }
    assert.equal(watch.worst()[0]?.room, "room 4321");
    assert.ok(watch.size <= 2000, `${watch.size}`);
  });
});
