/**
 * V8 puts every fractional number that is passed to a setter on the heap, 12 bytes each: a hundred
 * figures made 200 kB a second of them. What is set in every frame is rounded to numbers made once.
 */
const TURNS = 1024;
const SHARES = 64;
const FULL = Math.PI * 2;

/** `count` + 1 numbers from 0 to `last`. */
function numbers(count: number, last: number): readonly (number | undefined)[] {
  // The one that is no number keeps V8 from storing bare doubles, which it would box at each reading.
  const made: (number | undefined)[] = [undefined];
  for (let i = 0; i <= count; i++) made.push((i * last) / count);
  return made;
}

const turns = numbers(TURNS, FULL);
const shares = numbers(SHARES, 1);

/** An angle in radians, of any size, to a third of a degree, in [0, 2π). */
export const turnOf = (angle: number): number =>
  turns[1 + (Math.round((angle * TURNS) / FULL) & (TURNS - 1))] as number;

/** A share in [0, 1], to a 64th. */
export const shareOf = (share: number): number =>
  shares[1 + Math.round(Math.max(0, Math.min(1, share)) * SHARES)] as number;
