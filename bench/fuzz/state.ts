import { live } from "./life.ts";

/** `npm run fuzz:state [-- first [count]]`: random lives of a state; prints the seeds that differ. */
const [first = 1, count = 200] = process.argv.slice(2).map(Number);
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
