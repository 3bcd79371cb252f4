import { misused, readFlags, whole } from "../flags.ts";
import { type Driven, drive } from "./drive.ts";
import { type RecordingCost, recordingCost } from "./recording.ts";

const HELP = `npm run bench:loadtest -- [flags]
What one process that plays bots costs, and what it costs to write down what they measure.
  --bots <n>      bots of one process (default 400)
  --seats <n>     seats of each room, 2 to 100 (default 16)
  --seconds <s>   length of the measurement (default 10)
  --warmup <s>    before it (default 10)
  --json          the figures as JSON on stdout and nothing else there
Ends with 0 when the goals are met, with 1 when one is missed, with 3 when others had the processor.`;

/** Goals of the issue: at most one core, at most this share of inputs late, and of a core. */
const CORES_MAX = 1;
const LATE_MAX = 0.01;
const RECORDING_MAX = 0.05;
/** Share of time that an event loop may be busy without using the processor, before somebody else had it. */
const STOLEN_MAX = 0.1;

const values = readFlags(HELP, {
  bots: { type: "string", default: "400" },
  seats: { type: "string", default: "16" },
  seconds: { type: "string", default: "10" },
  warmup: { type: "string", default: "10" },
  json: { type: "boolean", default: false },
});
const bots = whole("bots", values.bots);
const seats = whole("seats", values.seats, 2);
if (seats > 100) misused("--seats: must be from 2 to 100");
const seconds = whole("seconds", values.seconds);
const warmupSeconds = whole("warmup", values.warmup, 0);

const cost = recordingCost();
const driven = await drive({ bots, seats, seconds, warmupSeconds }).catch((error: Error) =>
  fail(error),
);
const share = ((cost.record + cost.handIn) * driven.samplesPerSecond) / 1e9;
const goals = {
  driven: driven.cores <= CORES_MAX && driven.lateShare <= LATE_MAX && driven.connected === bots,
  recording: share <= RECORDING_MAX,
};
if (values.json) console.log(JSON.stringify({ driven, cost, share, goals }));
else print(driven, cost);
process.exitCode = goals.driven && goals.recording ? 0 : isStarved(driven) ? 3 : 1;

function isStarved({ utilisation, cores }: Driven): boolean {
  return utilisation - cores > STOLEN_MAX;
}

function print(driven: Driven, { record, handIn, histogram }: RecordingCost): void {
  const percent = (part: number) => `${(part * 100).toFixed(2)} %`;
  const mark = (met: boolean) => (met ? "✓" : "✗");
  const { cores, lateShare, utilisation, eventLoopP99Ms, inputs, patches, samplesPerSecond } =
    driven;
  const lines = [
    `${driven.connected} of ${bots} bots in rooms of ${seats}, one process, ${driven.seconds.toFixed(0)} s`,
    `  ${mark(goals.driven)} CPU ${cores.toFixed(2)} cores (goal ≤ ${CORES_MAX}), late inputs ${percent(lateShare)} (goal ≤ ${percent(LATE_MAX)})`,
    `    ${((cores / bots) * 1e6).toFixed(0)} µs per bot and second; event loop ${percent(utilisation)} busy, p99 ${eventLoopP99Ms.toFixed(1)} ms late`,
    `    ${inputs.toFixed(1)} inputs and ${patches.toFixed(1)} patches per bot and second; ${driven.errors} errors and endings`,
    `Recording`,
    `  ${mark(goals.recording)} ${record.toFixed(1)} + ${handIn.toFixed(1)} ns per sample × ${samplesPerSecond.toFixed(0)} samples/s = ${percent(share)} of a core (goal ≤ ${percent(RECORDING_MAX)})`,
    `    with the coordinator's histogram: ${histogram.toFixed(1)} ns per sample`,
  ];
  if (!goals.driven && isStarved(driven)) {
    lines.push(
      "Its event loop was busy for longer than it had the processor: run it again when",
      "nothing else runs.",
    );
  }
  console.log(lines.join("\n"));
}

function fail(error: Error): never {
  console.error(`the benchmark could not run: ${error.message}`);
  process.exit(2);
}
