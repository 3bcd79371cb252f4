import { choices, readFlags } from "../flags.ts";
import { allocations, livingHeap, slope } from "./heap.ts";
import { buildOf, coldLobby, openCrowd, openStand, type Stand, scriptSizes } from "./page.ts";
import { sourcesOf } from "./sources.ts";
import { frameCosts, record } from "./trace.ts";

const LOADS = 5;
const CROWD = 100;
const TRACE_MS = 15_000;
const SAMPLE_MS = 20_000;
/** Until the match runs and what is compiled or pooled once is there. */
const WARM_MS = 15_000;
const HEAP_EVERY_MS = 20_000;

/** Until hot functions are compiled for good: before, each fraction that they keep is an object. */
const COMPILED_MS = 60_000;

interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed; none for what is only reported. */
  readonly goal?: number;
}

const PARTS = ["sizes", "lobby", "frames", "allocations", "heap"] as const;
type Part = (typeof PARTS)[number];

const HELP = `npm run bench:client -- [flags]
  --only <part,…>  ${PARTS.join(", ")} (default: everything)
  --minutes <n>    length of the heap's measurement (default 5)
  --json           the figures as JSON on stdout and nothing else there
Needs Chromium. Exit code: 0 all goals met, 1 not.`;

const values = readFlags(HELP, {
  only: { type: "string", default: PARTS.join(",") },
  json: { type: "boolean", default: false },
  minutes: { type: "string", default: "5" },
});
const chosen = choices("only", values.only, PARTS);

const MEASURES: Readonly<Record<Part, (stand: Stand) => Promise<Figure[]>>> = {
  async sizes(stand) {
    const { lobby, arena } = await scriptSizes(stand);
    return [
      { figure: "script of the first page, gzip", value: lobby / 1000, unit: "kB", goal: 120 },
      { figure: "Arena's script on top, gzip", value: arena / 1000, unit: "kB", goal: 250 },
    ];
  },
  async lobby(stand) {
    const loads: number[] = [];
    for (let n = 0; n < LOADS; n++) loads.push(await coldLobby(stand));
    const what = `lobby:ready, median of ${LOADS} cold loads, 10 Mbit/s, CPU 4x slower`;
    return [{ figure: what, value: quantile(loads, 0.5), unit: "ms", goal: 1500 }];
  },
  async frames(stand) {
    const crowd = await openCrowd(stand, CROWD);
    await wait(WARM_MS);
    const costs = frameCosts(await record(crowd.session, TRACE_MS));
    await crowd.close();
    const [own, render] = [costs.map((cost) => cost.own), costs.map((cost) => cost.render)];
    const of = `CPU per frame, ${CROWD} players, ${costs.length} frames`;
    return [
      { figure: `update and scene: ${of}, p50`, value: quantile(own, 0.5), unit: "ms" },
      { figure: `update and scene: ${of}, p95`, value: quantile(own, 0.95), unit: "ms", goal: 4 },
      { figure: `render(): ${of}, p50`, value: quantile(render, 0.5), unit: "ms" },
      { figure: `render(): ${of}, p95`, value: quantile(render, 0.95), unit: "ms" },
    ];
  },
  async allocations(stand) {
    const crowd = await openCrowd(stand, CROWD);
    await wait(COMPILED_MS);
    const sourceOf = await sourcesOf(await buildOf(stand.server.url));
    const { own, others, top } = await allocations(crowd.session, SAMPLE_MS, sourceOf);
    await crowd.close();
    if (own === 0) throw new Error("none of our code was seen to allocate: the maps do not fit");
    for (const [where, bytes] of top) console.error(`  ${bytes} B/s in ${where}`);
    return [
      { figure: "own allocations in play", value: own / 1000, unit: "kB/s", goal: 20 },
      { figure: "allocations of SDK, renderer, browser", value: others / 1000, unit: "kB/s" },
    ];
  },
  async heap(stand) {
    const crowd = await openCrowd(stand, CROWD);
    await wait(WARM_MS);
    const sizes: number[] = [];
    const samples = Math.max(2, Math.round((Number(values.minutes) * 60_000) / HEAP_EVERY_MS));
    for (let n = 0; n <= samples; n++) {
      sizes.push(await livingHeap(crowd.session));
      await wait(HEAP_EVERY_MS);
    }
    await crowd.close();
    const perFiveMinutes = (slope(sizes) * 5 * 60_000) / HEAP_EVERY_MS / 1e6;
    const what = `heap slope after GC over ${values.minutes} min, per 5 min`;
    return [{ figure: what, value: perFiveMinutes, unit: "MB", goal: 1 }];
  },
};

const stand = await openStand();
const figures: Figure[] = [];
try {
  for (const part of PARTS) {
    if (!chosen.includes(part)) continue;
    console.error(`measuring ${part}…`);
    figures.push(...(await MEASURES[part](stand)));
  }
} finally {
  await stand.close();
}
if (values.json) console.log(JSON.stringify(figures, null, 2));
else console.table(figures.map(row));
const missed = figures.filter(({ value, goal }) => goal !== undefined && value > goal);
console.log(missed.length === 0 ? "All within their goals." : `${missed.length} above their goal.`);
process.exitCode = missed.length === 0 ? 0 : 1;

function row({ figure, value, unit, goal }: Figure) {
  return {
    figure,
    value: `${value.toFixed(2)} ${unit}`,
    goal: goal === undefined ? "" : `≤ ${goal}`,
  };
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
