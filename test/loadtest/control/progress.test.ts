import assert from "node:assert/strict";
import { mock } from "node:test";
import {
  type Moment,
  progressLine,
  progressTable,
  showProgress,
} from "../../../loadtest/control/progress.ts";
import { counters, percentiles } from "./support.ts";

const moment = (given: Partial<Moment> = {}): Moment => ({
  live: {
    second: 75,
    phase: { kind: "hold", clients: 20, seconds: 60 },
    connected: 18,
    cutOff: 2,
    counters: counters({ joinsOk: 20, joinsFailed: 1, errors: 2, desyncs: 1 }),
    echo: percentiles(41.6),
    bytesPerClient: { in: 2040, out: 330 },
    generatorCores: 0.254,
  },
  server: { serverCores: 0.31, tickP99: 3.2 },
  profile: "plateau",
  phaseLeft: 12,
  runLeft: 130,
  ...given,
});

describe("loadtest/control/progress", () => {
  it("[LT29] one line has everything, and what was not measured is a dash", () => {
    assert.equal(
      progressLine(moment()),
      [
        "1:15, about 2:10 left | steady, 0:12 left | clients 18 of 20, 2 cut off",
        "joins 20 ok, 1 failed | echo p95 42 ms | kB/s each 2.0 in, 0.3 out | errors 3",
        "server cores 0.31 | tick p99 3 ms | bots' cores 0.25",
      ].join(" | "),
    );
    const live = { ...moment().live, phase: undefined, echo: null, bytesPerClient: null };
    const line = progressLine(moment({ live, server: {}, phaseLeft: null, runLeft: null }));
    assert.match(line, /^1:15 \| starting \| .*echo p95 - \| kB\/s each - \|.*tick p99 - \|/);
  });

  it("[LT29] the table has a row for each of them", () => {
    const [title, ...rows] = progressTable(moment()).split("\n");
    assert.equal(title, "plateau (Ctrl-C ends it with a report)");
    assert.equal(rows.length, 10);
    assert.ok(rows.includes("  clients       18 of 20, 2 cut off"));
  });

  it("[LT29] a log gets a plain line every two seconds, until it is stopped", () => {
    mock.timers.enable({ apis: ["setInterval"] });
    const lines: unknown[] = [];
    const progress = showProgress({ write: (text: unknown) => lines.push(text) > 0 });
    progress.say("starting a server");
    progress.follow(() => moment());
    mock.timers.tick(5000);
    progress.stop();
    mock.timers.tick(5000);
    mock.timers.reset();
    const line = `${progressLine(moment())}\n`;
    assert.deepEqual(lines, ["starting a server\n", line, line]);
  });
});
