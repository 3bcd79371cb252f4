import { compareInputs, STAMPS } from "../../bench/transport/inputs.ts";

const FRAMES = 20_000;
const SEED = Number(process.env.SEED ?? Date.now() % 1e9);

describe("engine/pooled", () => {
  for (const stamps of STAMPS) {
    const kinds = Object.entries(stamps).filter(([, on]) => on);
    const name = kinds.map(([kind]) => kind).join(" and ") || "none";
    it(`[EN22] reads whole inputs as the stock decoder does, stamps: ${name} (SEED=${SEED})`, () => {
      compareInputs(FRAMES / STAMPS.length, SEED, stamps);
    });
  }
});
