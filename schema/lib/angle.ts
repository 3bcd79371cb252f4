/**
 * 16-bit angles: 0 points along +x, 16384 along +y (down on screen), 65536 is one turn.
 *
 * `Math.sin` may differ by one unit in the last place between engines, which is enough for a
 * prediction to miss the server's bits. The table is built with +, - and * only, which IEEE 754
 * fixes exactly, so browser, server and replay share it.
 */
export const TURN = 65536;
const QUARTER = TURN / 4;
const STEP = Math.PI / 2 / QUARTER;

/** sin of the first quarter turn, one entry per unit. Taylor to x^17: error below 1e-12. */
const SIN = Float64Array.from({ length: QUARTER + 1 }, (_, i) => taylorSin(i * STEP));

function taylorSin(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 2; n <= 16; n += 2) {
    term = (term * -square) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** sin of a 16-bit angle, in [-1, 1]. Any integer is accepted and wrapped. */
export function sin16(angle: number): number {
  const a = angle & (TURN - 1);
  const within = a & (QUARTER - 1);
  const quadrant = a >> 14;
  const value = quadrant & 1 ? SIN[QUARTER - within] : SIN[within];
  return (quadrant & 2 ? -1 : 1) * (value as number);
}

/** cos of a 16-bit angle, in [-1, 1]. */
export const cos16 = (angle: number): number => sin16(angle + QUARTER);

/** The 16-bit angle of the vector (x, y), by bisection on the table; (0, 0) gives 0. */
export function angle16(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  let low = 0;
  let high = QUARTER;
  while (low < high) {
    const mid = (low + high) >> 1;
    const beyond = (SIN[mid] as number) * ax < (SIN[QUARTER - mid] as number) * ay;
    if (beyond) low = mid + 1;
    else high = mid;
  }
  const first = x < 0 ? TURN / 2 - low : low;
  return (y < 0 ? TURN - first : first) & (TURN - 1);
}

/** Signed shortest difference `to - from`, in [-32768, 32767]. */
export const turn16 = (from: number, to: number): number => ((to - from) << 16) >> 16;
