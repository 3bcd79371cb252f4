import { readFlags, whole } from "../flags.ts";
import { live } from "./life.ts";

const HELP = `npm run fuzz:state -- [flags]
  --seed <n>   the first random life of a state (default 1)
  --lives <n>  how many, one seed after another (default 200)
Prints the seeds with which somebody held another state than the server. Exit code: 0 none, 1 some.`;

const values = readFlags(HELP, {
  seed: { type: "string", default: "1" },
  lives: { type: "string", default: "200" },
});
const first = whole("seed", values.seed, 0);
const count = whole("lives", values.lives);
const failed: number[] = [];
for (let seed = first; seed < first + count; seed++) {
  const difference = live(seed, "ours");
  if (!difference) continue;
  failed.push(seed);
  process.stdout.write(`seed ${seed}: ${difference}\n`);
}
const last = first + count - 1;
process.stdout.write(
  `seeds ${first} to ${last}: ${count - failed.length} right, ${failed.length} wrong\n`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
