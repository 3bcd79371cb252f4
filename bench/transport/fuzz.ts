import { readFlags, whole } from "../flags.ts";
import { compareInputs, STAMPS } from "./inputs.ts";

const HELP = `npm run fuzz:inputs -- [flags]
  --seed <n>    repeats a run (default: another one each time)
  --frames <n>  random inputs through the stock decoder and ours (default 1000000)
Ends with the first difference, and code 1.`;

const values = readFlags(HELP, {
  seed: { type: "string", default: String(Date.now() % 1e9) },
  frames: { type: "string", default: "1000000" },
});
const seed = whole("seed", values.seed, 0);
const each = Math.ceil(whole("frames", values.frames) / STAMPS.length);

console.log(`seed ${seed}`);
for (const stamps of STAMPS) {
  compareInputs(each, seed, stamps);
  console.log(`${each} inputs equal, stamps ${JSON.stringify(stamps)}`);
}
