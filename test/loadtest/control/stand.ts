import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CrewPlan } from "../../../loadtest/control/crew.ts";
import { run } from "../../../loadtest/control/run.ts";
import type { Surroundings } from "../../../loadtest/control/surroundings.ts";
import { parseFlags } from "../../../loadtest/flags.ts";
import type { Presence, ServerWatch } from "../../../loadtest/measure/serverWatch.ts";
import type { Result } from "../../../loadtest/result.ts";
import { FakeBooks, FakeClock, FakeCrew } from "./support.ts";

export const TARGET = {
  url: "http://127.0.0.1:2567",
  ours: true,
  pass: "t".repeat(32),
  build: "b",
  server: undefined,
};

/** A run without processes and without time. */
function standAt(out: string, given: Partial<Surroundings>) {
  const clock = new FakeClock();
  const books = new FakeBooks();
  const crew = new FakeCrew(books);
  const stop = new AbortController();
  const plans: (CrewPlan & { readonly workers: number })[] = [];
  const said: string[] = [];
  let presence: Presence = { rooms: 1, clients: 2, waiting: 0, connections: 2 };
  const watch: ServerWatch = {
    figures: () => null,
    at: () => ({}),
    rooms: () => [],
    presence: async () => presence,
    stop: () => void said.push("watch stopped"),
  };
  const surroundings: Surroundings = {
    stop: stop.signal,
    args: ["--clients", "4"],
    env: {},
    terminal: { write: (text: unknown) => said.push(String(text)) > 0 },
    clock,
    loadScenario: async () => ({ ok: true, scenario: { room: "mine", inputHz: 10 } }),
    takeAim: async () => ({ ok: true, target: TARGET }),
    roomProblem: async () => undefined,
    startCrew: async ({ plan, workers }) => {
      plans.push({ ...plan, workers });
      return { ok: true, crew };
    },
    watchServer: async () => watch,
    ledger: () => books,
    machine: () => ({ cpu: "", cores: 2 }) as Result["machine"],
    nsPerSample: () => 40,
    recordingOf: () => ({ nsPerSample: 40, samplesPerSecond: 1, share: 0 }),
    estimateCapacity: () => ({ known: false, why: "tooShort" }),
    leakOf: () => ({ known: false, why: "tooShort" }),
    readBaseline: async () => ({ ok: true, runs: [] }),
    compare: () => [],
    render: { text: () => "text", html: async () => "<html>", junit: () => "<junit/>" },
    ...given,
  };
  const play = async (...args: string[]) => {
    const parsed = parseFlags(args.includes("--out") ? args : ["--out", out, ...args]);
    const flags = parsed.kind === "flags" ? parsed.flags : assert.fail(JSON.stringify(parsed));
    return clock.until(run(flags, surroundings));
  };
  const resultOf = async (...args: string[]) => {
    const outcome = await play(...args);
    return outcome.ran ? outcome.result : assert.fail(outcome.problems.join("\n"));
  };
  const problemsOf = async (...args: string[]) => {
    const outcome = await play(...args);
    return outcome.ran ? assert.fail("it ran") : outcome.problems;
  };
  const leave = (left: Partial<Presence>) => {
    presence = { ...presence, ...left };
  };
  return { clock, books, crew, stop, plans, said, leave, play, resultOf, problemsOf };
}

/** Registers the hooks of a suite: each test's reports go to a folder of its own. */
export function useStand() {
  let out = "";
  beforeEach(async () => {
    out = path.join(await mkdtemp(path.join(tmpdir(), "loadtest-")), "report");
  });
  afterEach(() => rm(path.dirname(out), { recursive: true }));
  return {
    out: () => out,
    stand: (given: Partial<Surroundings> = {}) => standAt(out, given),
  };
}
