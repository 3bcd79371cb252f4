/**
 * Mulberry32: one 32-bit number is the whole state, so it lives in a room's `secret` and a
 * snapshot, a replay and a test continue the same sequence.
 */
export interface Rng {
  /** The generator's state, an unsigned 32-bit integer. */
  rng: number;
}

/** Next unsigned 32-bit integer; advances `holder.rng`. */
export function nextUint32(holder: Rng): number {
  holder.rng = (holder.rng + 0x6d2b79f5) >>> 0;
  let t = holder.rng;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** Uniform integer in [0, below). `below` ≥ 1; the bias is under 2^-20 for the sizes used here. */
export function nextInt(holder: Rng, below: number): number {
  return Math.floor((nextUint32(holder) / 4294967296) * below);
}

/** A stateless 32-bit mix of two integers: noise that a pure policy can look up by tick. */
export function mix(a: number, b: number): number {
  return nextUint32({ rng: (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)) >>> 0 });
}
