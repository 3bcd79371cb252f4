import { compareInputs, STAMPS } from "./inputs.ts";

/** A million inputs through the stock decoder and ours: `SEED=1 npm run fuzz:inputs`. */
const FRAMES = 1_000_000;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

console.log(`SEED=${seed}`);
for (const stamps of STAMPS) {
  compareInputs(FRAMES / STAMPS.length, seed, stamps);
  console.log(`${FRAMES / STAMPS.length} inputs equal, stamps ${JSON.stringify(stamps)}`);
}
