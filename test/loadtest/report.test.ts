import assert from "node:assert/strict";
import { mock } from "node:test";
import { parseFlags } from "../../loadtest/flags.ts";
import { bottleneck } from "../../loadtest/generator.ts";
import { progressLine, showProgress } from "../../loadtest/progress.ts";
import { quietConsole } from "../../loadtest/quiet.ts";
import { reportText } from "../../loadtest/report.ts";
import { type End, resultOf } from "../../loadtest/result.ts";
import { Stats } from "../../loadtest/stats.ts";
import { count } from "../../loadtest/tally.ts";

const idle = { eventLoopMs: { p50: 0.1, p99: 1.5, max: 4 }, utilisation: 0.18 };

/** Two clients for 10 s, with figures that are easy to check. */
function measured(): Stats {
  const stats = new Stats();
  const phase = stats.begin("full load", 0);
  stats.joins.started = stats.joins.ok = 2;
  stats.joins.ms.record(8);
  stats.connect(1, 0);
  stats.connect(1, 0);
  for (let i = 0; i < 600; i++) {
    phase.due(1);
    phase.inputs.sent++;
    phase.latency.record(20);
    phase.patched(34, 1000 / 30);
  }
  phase.bytesIn = 70_000;
  phase.bytesOut = 6600;
  phase.serverCpuMs = 1200;
  phase.generator = idle;
  stats.end(10_000);
  return stats;
}

const end: End = {
  url: "http://127.0.0.1:1",
  tickMs: 1000 / 30,
  cutOff: 0,
  stopped: null,
  serverDied: null,
  serverTail: ["last words"],
  notes: {},
};

function report(stats: Stats, change: Partial<End> = {}): string {
  const parsed = parseFlags(["--clients", "2"]);
  return reportText(
    resultOf(parsed.kind === "flags" ? parsed.flags : assert.fail(), stats, { ...end, ...change }),
  );
}

describe("loadtest/report", () => {
  it("[LT5] is a table with the verdict first", () => {
    assert.equal(
      report(measured()),
      `PASS: 2 of 2 joined; input to state p95 20 ms

arena, 2 clients joining at 25/s, 10.0 s of full load, seed 1, own server at http://127.0.0.1:1

                        p50        p95        p99        max
join                 8.0 ms     8.0 ms     8.0 ms     8.0 ms
input to state      20.0 ms    20.0 ms    20.0 ms    20.0 ms
patch jitter         0.7 ms     0.7 ms     0.7 ms     0.7 ms
input lateness       1.0 ms     1.0 ms     1.0 ms     1.0 ms

inputs          600 due, 600 sent, 0 late (0.0 %), 0 offline
patch interval  mean 34.0 ms, nominal 33.3 ms
bytes           3.50 kB/s in, 0.33 kB/s out, per client
server CPU      120 ms/s, 60.00 ms/s per client
generator       18 % busy, event loop late by p50 / p99 / max 0.1 / 1.5 / 4.0 ms

joins           2 ok, 0 failed
drops           0, 0 came back, 0 still cut off
unanswered      0 inputs
ended early     none
errors          none
`,
    );
  });

  it("[LT5] what was not measured is n/a, never zero", () => {
    const stats = new Stats();
    stats.begin("ramp", 0);
    stats.end(1000);
    const text = report(stats);
    assert.match(text, /^input to state +n\/a +n\/a +n\/a +n\/a$/m);
    assert.match(text, /^server CPU +n\/a$/m);
    assert.match(text, /^bytes +n\/a$/m);
    assert.match(text, /^patch interval +mean n\/a/m);
  });

  it("[LT5] a run that never began still gives a report", () => {
    assert.match(report(new Stats()), /^FAIL: 2 clients never got to join/);
  });

  it("[LT5] failures, drops, endings, errors and notes are there by name", () => {
    const stats = measured();
    count(stats.joins.failed, "join/full");
    count(stats.endings, "kicked");
    count(stats.errors, "room/error_4002");
    stats.drops = 3;
    stats.reconnects = 1;
    stats.unanswered = 12;
    const text = report(stats, { cutOff: 2, notes: { "odd thing": 5 } });
    assert.match(text, /^joins +2 ok, 1 failed: join\/full ×1$/m);
    assert.match(text, /^drops +3, 1 came back, 2 still cut off$/m);
    assert.match(text, /^unanswered +12 inputs$/m);
    assert.match(text, /^ended early +kicked ×1$/m);
    assert.match(text, /^errors +room\/error_4002 ×1$/m);
    assert.match(text, /^SDK notes +odd thing ×5$/m);
  });

  it("[LT5] a dead server's last lines are shown, a living one's are not", () => {
    assert.doesNotMatch(report(measured()), /last words/);
    const serverDied = "the server died (exit code 3) after 4.0 s";
    const text = report(measured(), { serverDied });
    assert.match(text, /^FAIL: the server died \(exit code 3\) after 4.0 s;/);
    assert.match(text, /The server's last lines:\n {2}last words\n$/);
  });
});

describe("loadtest/generator", () => {
  it("[LT7] a generator that keeps up is not mentioned", () => {
    assert.equal(bottleneck(idle, { due: 1000, late: 10 }), null);
    assert.equal(bottleneck(idle, { due: 0, late: 0 }), null);
  });

  it("[LT7] one that is late without being busy is told apart: the machine is full", () => {
    const held = { eventLoopMs: { p50: 0, p99: 30, max: 70 }, utilisation: 0.26 };
    assert.match(
      bottleneck(held, { due: 100, late: 0 }) ?? "",
      /^the machine left the generator too little time \(it was 26 % busy\): its event loop was late by 30 ms/,
    );
  });

  it("[LT7] one that does not is named as the bottleneck, with the reason", () => {
    const stats = measured();
    const phase = stats.phases[0] ?? assert.fail();
    phase.generator = { eventLoopMs: { p50: 2, p99: 48, max: 99 }, utilisation: 0.91 };
    phase.inputs.late = 60;
    assert.match(
      report(stats),
      /^Note: the generator was the bottleneck \(91 % busy\): its event loop was late by 48 ms at p99 and 10\.0 % of inputs left more than 10 ms late;/m,
    );
  });
});

describe("loadtest/progress", () => {
  const line = "  5 s full load  joined 2/2  failed 0  p95 20 ms  in 7.0, out 0.7 kB/s each";

  it("[LT5] one line says how it is going, and fits a terminal of 80 columns", () => {
    const stats = new Stats();
    const phase = stats.begin("full load", 0);
    stats.joins.ok = 2;
    stats.connect(1, 0);
    stats.connect(1, 0);
    phase.latency.record(20);
    phase.bytesIn = 70_000;
    phase.bytesOut = 6600;
    assert.equal(progressLine(stats, 2, 5000), line);
    assert.ok(line.length < 80);
  });

  it("[LT5] a terminal's line redraws and is erased at the end; a file gets plain lines", () => {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      const drawn = `\r\u001b[K${line.slice(0, 9)}`;
      assert.deepEqual(shown(true), [...Array(8).fill(drawn), "\r\u001b[K"]);
      assert.deepEqual(shown(false), [`${line}\n`]);
    } finally {
      mock.timers.reset();
    }
  });

  /** What 2 s of progress write. */
  function shown(isTTY: boolean): string[] {
    const written: string[] = [];
    const terminal = { isTTY, columns: 10, write: (text: string) => written.push(text) };
    const stop = showProgress(terminal, () => line);
    mock.timers.tick(2000);
    stop();
    return written;
  }

  it("[LT5] the SDK's console goes into a bounded tally, its chatter nowhere", () => {
    const target = { ...console } as Console;
    const notes = quietConsole(target);
    target.info("chatter");
    target.log("chatter");
    target.warn("odd %s", "thing\n at some line");
    target.error("odd thing");
    for (let i = 0; i < 50; i++) target.warn(`number ${i}`);
    assert.equal(notes["odd thing"], 2);
    assert.equal(Object.keys(notes).length, 10);
    assert.equal(notes.chatter, undefined);
  });
});
