import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DISTRIBUTIONS, type Distributions } from "../../../loadtest/figures.ts";
import { commitOf, machineOf } from "../../../loadtest/measure/machine.ts";
import { nsPerSample, recordingOf } from "../../../loadtest/measure/recording.ts";
import manifest from "../../../package.json" with { type: "json" };

describe("loadtest/measure/machine", () => {
  it("[LT39] names the machine and the versions that are installed", () => {
    const { cpu, cores, memoryGb, os, node, versions } = machineOf();
    assert.ok(cpu.length > 0 && cores >= 1 && memoryGb > 0.1 && os.length > 3);
    assert.equal(node, process.version);
    assert.deepEqual(versions, {
      "@colyseus/core": manifest.dependencies["@colyseus/core"],
      "@colyseus/schema": manifest.dependencies["@colyseus/schema"],
      "colyseus.js": manifest.dependencies["colyseus.js"].replace(/^.*@/, ""),
    });
  });

  it("[LT39] a commit with changes on it carries a plus, and without git there is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "commit-"));
    try {
      assert.equal(commitOf(folder), null);
      const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
      const file = join(folder, "file");
      writeFileSync(file, "one");
      git("init", "-q");
      git("add", "file");
      git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "one");
      const clean = commitOf(folder);
      assert.match(clean ?? "", /^[0-9a-f]{7,}$/);
      writeFileSync(file, "two");
      assert.equal(commitOf(folder), `${clean}+`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("loadtest/measure/recording", () => {
  it("[LT35] a sample costs nanoseconds, measured in a moment", () => {
    const began = performance.now();
    const ns = nsPerSample();
    assert.ok(ns > 1 && ns < 20_000, `${ns} ns`);
    assert.ok(performance.now() - began < 2000);
  });

  it("[LT35] the share of a core is samples per second times their cost", () => {
    const none = Object.fromEntries(DISTRIBUTIONS.map((id) => [id, null])) as Distributions;
    const some = { count: 50_000, p50: 1, p90: 1, p95: 1, p99: 1, p999: 1, max: 1 };
    const cost = recordingOf({ ...none, echo: some, interval: some }, 10, 100);
    assert.deepEqual(cost, { nsPerSample: 100, samplesPerSecond: 10_000, share: 0.001 });
    assert.equal(recordingOf(none, 0, 100).share, 0);
  });
});
