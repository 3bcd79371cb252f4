import { mix as mixed, type Rng } from "../../schema/lib/random.ts";
import { type Mix, PERSONAS, type PersonaId } from "../scenario.ts";

/** The golden ratio's part behind the point: its multiples are the most evenly spread of all. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The persona of bot `index`. The shares of the mix hold for any number of bots, as closely as whole
 * bots allow, because it is drawn from a sequence that fills its range evenly; the seed shifts it.
 */
export function personaOf(mix: Mix, seed: number, index: number): PersonaId {
  const shares = PERSONAS.map((id) => Math.max(0, mix[id] ?? 0));
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum === 0) return "player";
  let left = ((mixed(seed, 0) / 2 ** 32 + index * GOLDEN) % 1) * sum;
  for (const [at, id] of PERSONAS.entries()) {
    left -= shares[at] ?? 0;
    if (left < 0) return id;
  }
  return PERSONAS.findLast((id) => (mix[id] ?? 0) > 0) ?? "player";
}

/** The randomness of bot `index`: same seed, same bot. */
export const rngOf = (seed: number, index: number): Rng => ({ rng: mixed(seed, index + 1) });
