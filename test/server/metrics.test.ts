import assert from "node:assert/strict";
import { type Census, newTicks } from "../../engine/census.ts";
import { Counts } from "../../engine/counts.ts";
import { Loops } from "../../engine/loops.ts";
import { Traffic } from "../../engine/transport/traffic.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { createMetrics } from "../../server/metrics/index.ts";
import { OWN_SERIES_MAX } from "../../server/metrics/rooms.ts";
import { textOf } from "../../server/metrics/text.ts";
import { bootApp, type Running } from "../support/app.ts";
import {
  askMetrics,
  BEARER,
  bootMeasured,
  EMPTY_ROOM,
  PASS,
  Scraped,
  scrape,
  TOKEN,
} from "../support/metrics.ts";
import { cookieOf, send } from "../support/operator.ts";
import { busyFor, pause } from "../support/wait.ts";

describe("server: who may read the metrics", () => {
  let app: Running;
  beforeEach(async () => {
    app = await bootMeasured();
  });
  afterEach(() => app.close());

  async function signIn(): Promise<string> {
    const { user, password } = app.deps.operator;
    const answer = await send(app.url, {
      path: "/api/operator/login",
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password }),
    });
    assert.equal(answer.status, 204);
    return cookieOf(answer);
  }

  it("[MT1] the scraper's token, a load test's and a signed-in operator open them", async () => {
    const ways = [BEARER, { [LOADTEST_HEADER]: PASS }, { cookie: await signIn() }];
    for (const headers of ways) {
      const answer = await askMetrics(app, headers);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["cache-control"], "no-store");
      assert.equal(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
      assert.match(answer.text, /^# HELP hypogeum_rooms .+\n# TYPE hypogeum_rooms gauge$/m);
    }
  });

  it("[MT1] anybody else is answered 401 without a word", async () => {
    const { token } = await app.guest();
    for (const headers of [
      {},
      { authorization: `Bearer ${token}` },
      { authorization: `Basic ${TOKEN}` },
      { [LOADTEST_HEADER]: TOKEN },
      { cookie: "hypogeum_operator=x" },
    ] as Record<string, string>[]) {
      const answer = await askMetrics(app, headers);
      assert.deepEqual([answer.status, answer.text], [401, ""], JSON.stringify(headers));
      assert.equal(answer.headers["cache-control"], "no-store");
    }
    const inAddress = await send(app.url, { path: `/metrics?token=${TOKEN}` });
    assert.equal(inAddress.status, 401);
  });

  it("[MT11] a load test may have all garbage collected, and nobody else", async () => {
    const collections = async () =>
      (await scrape(app)).get("nodejs_gc_duration_seconds_count", { kind: "major" }) ?? 0;
    const ask = async (headers: Record<string, string>) => {
      const before = await collections();
      for (let i = 0; i < 5; i++) await send(app.url, { path: "/metrics?collect", headers });
      await pause(0);
      return (await collections()) - before;
    };
    await collections();
    const [ours, theirs] = [await ask({ [LOADTEST_HEADER]: PASS }), await ask(BEARER)];
    assert.ok(ours >= 5 && theirs < 5, `${ours} collections for a load test, else ${theirs}`);
  });

  it("[MT1] without METRICS_TOKEN no token opens them", async () => {
    const closed = await bootApp();
    for (const authorization of ["Bearer ", "Bearer undefined", `Bearer ${TOKEN}`]) {
      assert.equal((await askMetrics(closed, { authorization })).status, 401);
    }
    await closed.close();
  });

  it("[MT2] wrong tokens are metered, and shut out neither the right one nor the operator", async () => {
    const wrong = { authorization: `Bearer ${TOKEN}!` };
    for (let n = 0; n < 5; n++) assert.equal((await askMetrics(app, wrong)).status, 401);
    const late = await askMetrics(app, wrong);
    assert.deepEqual([late.status, late.text], [429, ""]);
    assert.ok(Number(late.headers["retry-after"]) > 0);
    assert.equal((await askMetrics(app)).status, 401, "who shows none guesses nothing");
    assert.equal((await askMetrics(app, BEARER)).status, 200);
    assert.equal((await askMetrics(app, { cookie: await signIn() })).status, 200);
    const lines = app.log.lines.filter(({ message }) => message === "metrics refused");
    assert.equal(lines.length, 5);
    assert.ok(!JSON.stringify(app.log.lines).includes(TOKEN));
  });
});

describe("server: what the metrics tell of the process", function () {
  this.timeout(20_000);
  let app: Running;
  beforeEach(async () => {
    app = await bootMeasured();
  });
  afterEach(() => app.close());

  it("[MT3] of the process: CPU, memory, pauses, the event loop, standstills and the build", async () => {
    const session = await app.join(EMPTY_ROOM);
    const before = await scrape(app);
    assert.equal(before.get("nodejs_eventloop_lag_max_seconds"), undefined, "not yet watched");
    // Node's monitor measures nothing from a scrape to its next look.
    await pause(100);
    const cpu = process.cpuUsage();
    busyFor(700);
    const { user, system } = process.cpuUsage(cpu);
    await pause(300);
    const after = await scrape(app);
    const more = (name: string) => after.of(name) - before.of(name);
    const busy = (user + system) / 1e6;
    const counted = more("process_cpu_seconds_total");
    assert.ok(counted >= busy - 0.01 && counted < busy + 2, `${counted} s of at least ${busy} s`);
    assert.ok(more("hypogeum_uptime_seconds") > 1);
    assert.ok(more("hypogeum_standstills_total") >= 1);
    assert.ok(after.of("hypogeum_standstill_longest_seconds") >= 0.5);
    assert.ok(after.of("nodejs_eventloop_lag_max_seconds") >= 0.6);
    assert.ok(after.of("nodejs_eventloop_lag_p50_seconds") < 0.1);
    assert.ok(after.of("nodejs_eventloop_utilization") > 0.4);
    assert.ok(after.of("process_resident_memory_bytes") > 2 ** 25);
    assert.ok(after.of("nodejs_heap_size_used_bytes") > 2 ** 20);
    assert.ok(after.all("nodejs_gc_duration_seconds_count", { kind: "minor" }).length === 1);
    assert.equal(after.of("hypogeum_build_info", { build: "test", node: process.version }), 1);
    await pause(100);
    const calm = await scrape(app);
    assert.ok(calm.of("nodejs_eventloop_lag_max_seconds") < 0.6, "since the last scrape alone");
    await session.quit();
  });

  it("[MT5] of very many rooms the oldest have series of their own, and the sums count all", async () => {
    const loops = new Loops();
    const rooms = OWN_SERIES_MAX + 7;
    for (let n = 0; n < rooms; n++) loops.census.add(fakeRoom(`R${n}`));
    const seen = await scrapeOf(loops);
    assert.equal(seen.all("hypogeum_room_tick_seconds_count").length, OWN_SERIES_MAX);
    assert.equal(seen.of("hypogeum_rooms_without_series"), 7);
    assert.equal(seen.of("hypogeum_rooms", { game: "arena", state: "running" }), rooms);
    assert.equal(seen.of("hypogeum_clients", { kind: "player" }), rooms * 2);
    assert.equal(seen.of("hypogeum_tick_overruns_total"), rooms);
  });

  it("[MT8] two apps in one process do not mix", async () => {
    const other = await bootMeasured();
    try {
      const idle = await scrape(app);
      await other.join(EMPTY_ROOM);
      await pause(300);
      const [busy, still] = [await scrape(other), await scrape(app)];
      for (const name of [
        "hypogeum_rooms",
        "hypogeum_connections",
        "hypogeum_tick_seconds_count",
      ]) {
        assert.ok(busy.of(name) > 0, name);
        assert.equal(still.of(name), 0, name);
      }
      assert.equal(still.of("hypogeum_sent_bytes_total"), idle.of("hypogeum_sent_bytes_total"));
      assert.equal(still.of("hypogeum_joins_total"), 0);
      assert.equal(busy.of("hypogeum_joins_total", { stage: "connection", result: "ok" }), 1);
    } finally {
      await other.close();
    }
  });
});

describe("server: what counting costs", () => {
  const cost = (name: string, ns: number) => `${name}: ${ns.toFixed(1)} ns`;

  it("[MT9] a tick is noted in less than a microsecond", function () {
    const ticks = newTicks();
    const sizes = Float64Array.from({ length: 1024 }, (_, n) => (n % 40) / 1.1);
    const times = 2_000_000;
    for (let n = 0; n < times; n++) ticks.note(sizes[n & 1023] as number);
    const started = performance.now();
    for (let n = 0; n < times; n++) ticks.note(sizes[n & 1023] as number);
    const ns = ((performance.now() - started) * 1e6) / times;
    if (this.test) this.test.title += ` (${cost("measured", ns)})`;
    assert.ok(ns < 1000, cost("a tick", ns));
  });

  it("[MT9] a scrape of 500 rooms takes a few ms: a tick has 33", async function () {
    const loops = new Loops();
    for (let n = 0; n < 500; n++) loops.census.add(fakeRoom(`R${n}`));
    const traffic = new Traffic();
    const transport = { connections: 0, flow: () => traffic.flow() };
    const metrics = createMetrics({ build: "test", loops, counts: new Counts(), transport });
    let best = Infinity;
    for (let n = 0; n < 30; n++) {
      const started = performance.now();
      await metrics.text();
      best = Math.min(best, performance.now() - started);
    }
    metrics.stop();
    if (this.test) this.test.title += ` (measured: ${best.toFixed(1)} ms)`;
    assert.ok(best < 15, `${best} ms`);
  });

  it("[MT1] a label is written as the format wants it, whatever is in it", () => {
    const labels = { room: 'a"b\\c\nd' };
    const text = textOf({ name: "x", help: "of\nall", type: "gauge" }, [
      { labels: {}, value: 1 },
      { labels, value: 0.5 },
      { labels, value: 2, metricName: "x_sum" },
    ]);
    assert.equal(
      text,
      [
        "# HELP x of\\nall",
        "# TYPE x gauge",
        "x 1",
        'x{room="a\\"b\\\\c\\nd"} 0.5',
        'x_sum{room="a\\"b\\\\c\\nd"} 2',
      ].join("\n"),
    );
  });
});

function fakeRoom(roomId: string): Parameters<Census["add"]>[0] {
  const ticks = newTicks();
  for (let n = 0; n < 100; n++) ticks.note(n);
  return {
    roomId,
    roomName: "arena",
    asleep: false,
    waiting: { reserved: 0, held: 0 },
    isPrivate: false,
    metadata: { players: 2, watchers: 0, bots: 4, phase: "running" },
    counts: { ticks, overruns: 1, desyncs: 0, resyncs: 0, faults: 0 },
  };
}

/** Rooms that are not played. */
async function scrapeOf(loops: Loops): Promise<Scraped> {
  const traffic = new Traffic();
  const transport = { connections: 0, flow: () => traffic.flow() };
  const metrics = createMetrics({ build: "test", loops, counts: new Counts(), transport });
  try {
    return new Scraped(await metrics.text());
  } finally {
    metrics.stop();
  }
}
