import { nextUint32, type Rng } from "../../../../schema/lib/random.ts";

/** Uniform in (0, 1). */
export const uniform = (rng: Rng): number => (nextUint32(rng) + 0.5) / 2 ** 32;

/** Normal, mean 0 and deviation 1. */
export const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(uniform(rng))) * Math.cos(2 * Math.PI * uniform(rng));

/** Seeds for which `holds` does not: to be printed. */
export const failing = (seeds: number, holds: (seed: number) => boolean): readonly number[] =>
  Array.from({ length: seeds }, (_none, at) => at + 1).filter((seed) => !holds(seed));
