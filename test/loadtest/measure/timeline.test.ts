import assert from "node:assert/strict";
import { Axis, POINTS_MAX, rowOf } from "../../../loadtest/measure/axis.ts";
import { Seconds } from "../../../loadtest/measure/seconds.ts";
import { TIMELINE_COLUMNS } from "../../../loadtest/result.ts";
import { uniform } from "./support/random.ts";
import { echoes, slice } from "./support/slices.ts";

const nothing = () => ({});

describe("loadtest/measure/seconds", () => {
  it("[LT31] a worker whose words come late shifts nothing", () => {
    const seconds = new Seconds();
    for (let at = 0; at < 6; at++) {
      seconds.take(0, slice(at * 1000, at * 1000 + 1000, { counters: { joinsOk: 1 } }));
    }
    for (let at = 0; at < 6; at++) {
      seconds.take(1, slice(at * 1000, at * 1000 + 1000, { counters: { joinsOk: at * 10 } }));
    }
    const { t, columns } = seconds.timeline(nothing);
    assert.deepEqual(t, [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(columns.joins, [1, 11, 21, 31, 41, 51]);
  });

  it("[LT31] slices that end a little off fall into one second each, wherever the borders lie", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const rng = { rng: seed };
      const offset = seed * 20;
      const seconds = new Seconds();
      let from = offset;
      for (let at = 1; at <= 30; at++) {
        const to = offset + at * 1000 + uniform(rng) * 60;
        seconds.take(0, slice(from, to, { counters: { joinsOk: 1 } }));
        from = to;
      }
      const joins = seconds.timeline(nothing).columns.joins.slice(offset >= 500 ? 1 : 0);
      assert.deepEqual(joins, Array(30).fill(1), `seed ${seed}`);
    }
  });

  it("[LT31] a mark splits a second, and its halves make one again", () => {
    const seconds = new Seconds();
    seconds.take(0, slice(0, 1000, { connected: 1, distributions: echoes(5) }));
    seconds.take(0, slice(1000, 1300, { connected: 2, distributions: echoes(10, 10) }));
    seconds.take(0, slice(1300, 2000, { phase: 1, connected: 9, distributions: echoes(20) }));
    seconds.take(0, slice(2000, 3000, { phase: 1, connected: 9 }));
    const { columns } = seconds.timeline(nothing);
    assert.deepEqual(columns.connected, [1, 9, 9]);
    assert.equal(columns.echoMax[1]?.toFixed(0), "20");
    assert.equal(columns.echoP50[1]?.toFixed(0), "10");
    assert.equal(columns.echoP50[2], null);
  });

  it("[LT31] a worker that stalls keeps its clients, one that has gone does not", () => {
    const seconds = new Seconds();
    for (let at = 0; at < 8; at++) {
      seconds.take(0, slice(at * 1000, at * 1000 + 1000, { connected: 5 }));
    }
    seconds.take(1, slice(0, 1000, { connected: 3 }));
    seconds.take(1, slice(1000, 4900, { connected: 4 }));
    seconds.take(1, slice(4900, 5900, { connected: 2 }));
    assert.deepEqual(
      seconds.timeline(nothing).columns.connected,
      // The slice of 3.9 s lies in the second of its middle.
      [8, 8, 9, 9, 9, 7, 5, 5],
    );
  });

  it("[LT31] seconds of which nobody told are there and empty", () => {
    const seconds = new Seconds();
    seconds.take(0, slice(0, 1000, { connected: 5, counters: { joinsOk: 5 } }));
    seconds.take(0, slice(30_000, 31_000, { connected: 5 }));
    const { t, columns } = seconds.timeline(nothing);
    assert.equal(t.length, 31);
    assert.equal(columns.joins[15], null);
    assert.equal(columns.connected[15], 5);
  });

  it("[LT31] asking twice answers the same", () => {
    const seconds = new Seconds();
    for (let at = 0; at < 20; at++) {
      seconds.take(0, slice(at * 1000, at * 1000 + 1000, { connected: at }));
    }
    assert.deepEqual(seconds.timeline(nothing), seconds.timeline(nothing));
  });
});

describe("loadtest/measure/axis", () => {
  it("[LT31] a day is thinned to 3,600 points at most: maxima stay maxima, sums stay sums", () => {
    const axis = new Axis();
    const day = 24 * 3600;
    for (let at = 0; at < day; at++) {
      axis.push(rowOf({ joins: 1, echoMax: at === 50_001 ? 999 : 20, bytesIn: at % 2 }));
    }
    const { t, columns } = axis.timeline((second) => ({
      overruns: 1,
      tickP99: second === 12_345 ? 70 : 5,
      heapMb: second === 77_777 ? 30 : 50,
    }));
    assert.ok(t.length <= POINTS_MAX && t.length > POINTS_MAX / 2, `${t.length}`);
    for (const id of TIMELINE_COLUMNS) assert.equal(columns[id].length, t.length, id);
    const of = (id: "joins" | "overruns") =>
      columns[id].reduce((sum: number, n) => sum + (n ?? 0), 0);
    assert.deepEqual([of("joins"), of("overruns")], [day, day]);
    const step = (t[1] ?? 0) - (t[0] ?? 0);
    assert.equal(columns.echoMax[Math.floor(50_001 / step)], 999);
    assert.equal(columns.tickP99[Math.floor(12_345 / step)], 70);
    assert.equal(columns.heapMb[Math.floor(77_777 / step)], 30);
    assert.ok(columns.bytesIn.slice(0, -1).every((mean) => Math.abs((mean ?? 0) - 0.5) < 0.001));
    assert.equal(t.at(-1), (t.length - 1) * step, "the axis is even");
  });
});
