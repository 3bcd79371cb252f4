import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { choices, readFlags, whole, wholes } from "../flags.ts";
import { ALL_KINDS, floorOf, type Kind } from "./kinds.ts";
import { isSound, markdown, type Round, ratios } from "./report.ts";
import { type Idle, type Run, run, runIdle } from "./run.ts";

const HELP = `npm run bench:transport -- [flags]
  --clients <n,n,…>  sizes of the room (default 50,100,200,800)
  --only <kind,…>    ${ALL_KINDS.join(", ")}
                     (default: everything); the floor of each runs too
  --hz <n>           ticks and patches per second (default 20; Arena's is 30)
  --seconds <s>      length of each measurement (default 6)
  --warmup <s>       before it (default 10)
  --pairs <n>        rounds; in each every kind runs once (default 6)
  --json             the figures as JSON on stdout and nothing else there
Writes data/bench-transport.md. Both processes are pinned to a core each where there is taskset.`;

const values = readFlags(HELP, {
  clients: { type: "string", default: "50,100,200,800" },
  only: { type: "string", default: ALL_KINDS.join(",") },
  hz: { type: "string", default: "20" },
  seconds: { type: "string", default: "6" },
  warmup: { type: "string", default: "10" },
  pairs: { type: "string", default: "6" },
  json: { type: "boolean", default: false },
});
const sizes = wholes("clients", values.clients);
const [hz, seconds, warmupSeconds, pairs] = (["hz", "seconds", "warmup", "pairs"] as const).map(
  (name) => whole(name, values[name]),
) as [number, number, number, number];
const kinds = selected();

/** The kinds to run, each with what it is measured against. */
function selected(): Kind[] {
  const wanted = choices("only", values.only, ALL_KINDS);
  return [...new Set([...wanted.map(floorOf), ...wanted])];
}

const pinned = spawnSync("taskset", ["-c", "1", "true"]).status === 0;
const EMPTY_ROOMS = 500;
/** In the still room, whatever sizes are measured otherwise. */
const SILENT_CLIENTS = 200;

async function measureIdle(): Promise<Idle[]> {
  const idle: Idle[] = [];
  for (const kind of kinds.filter((kind) => kind === "ours" || kind === "stock")) {
    const settings = { kind, clients: SILENT_CLIENTS, pinned, hz, seconds, warmupSeconds };
    idle.push(await runIdle(settings, EMPTY_ROOMS));
  }
  return idle;
}

async function measureAll(): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const clients of sizes) {
    for (let pair = 0; pair < pairs; pair++) {
      // There and back: what the machine does meanwhile hits each kind alike.
      const order = pair % 2 === 0 ? kinds : [...kinds].reverse();
      const round: Run[] = [];
      for (const kind of order) {
        const settings = { kind, clients, pinned, hz, seconds, warmupSeconds };
        const done = await run(settings);
        console.error(
          `${clients} ${kind}: ${done.cpu.toFixed(1)} ms/s${isSound(done) ? "" : " (rejected)"}`,
        );
        round.push(done);
      }
      rounds.push(round);
    }
  }
  return rounds;
}

const rounds = await measureAll();
const idle = await measureIdle();
const head = `## Transport\n\n\`npm run bench:transport -- ${process.argv.slice(2).join(" ")}\`: one room, 30 inputs a second from each client, ${values.hz} patches a second, everybody moves; ${values.warmup} s of warm-up, ${values.seconds} s measured, Node ${process.versions.node}.`;
const file = path.join(import.meta.dirname, "..", "..", "data", "bench-transport.md");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${head}\n\n${markdown(rounds, idle)}\n`);
console.log(
  values.json ? JSON.stringify({ rounds, ratios: ratios(rounds), idle }) : markdown(rounds, idle),
);
