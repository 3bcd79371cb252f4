import { quantileSorted, sum } from "simple-statistics";
import { nextInt, type Rng } from "../../schema/lib/random.ts";

/** Values of all regressors, the constant 1 among them, and what they led to. */
export interface Observation {
  readonly x: readonly number[];
  readonly y: number;
}

/** Coefficients, one per regressor. */
export type Coefficients = readonly number[];

/** Ordinary least squares; undefined where regressors depend on each other. */
export function leastSquares(observations: readonly Observation[]): Coefficients | undefined {
  const solver = designOf(observations);
  return solver?.(observations.map(({ y }) => y));
}

/**
 * What the coefficients might have been: the residuals are drawn again in blocks that overlap, the
 * load stays as it was. Blocks, because seconds next to each other err alike (collections, noisy
 * neighbours), and single draws would promise too much; residuals rather than seconds, because
 * the load was chosen and did not come by chance. H. R. Künsch, "The jackknife and the bootstrap for
 * general stationary observations", Annals of Statistics 17 (1989), 1217–1241.
 * @param observations in order of time
 * @param block seconds, or whatever an observation is, in one block
 */
export function bootstrap(
  observations: readonly Observation[],
  { rng, draws, block }: { readonly rng: Rng; readonly draws: number; readonly block: number },
): readonly Coefficients[] {
  const solve = designOf(observations);
  const fit = solve?.(observations.map(({ y }) => y));
  if (!solve || !fit) return [];
  const fitted = observations.map(({ x }) => predicted(fit, x));
  const n = observations.length;
  // Residuals are smaller than errors, by as many degrees of freedom as went into the fit; and few
  // blocks know their own spread badly, for which Student's t is wider than the normal curve.
  const blocks = Math.max(4, n / block);
  const wider = Math.sqrt((n / (n - fit.length)) * ((blocks - 1) / (blocks - 3)));
  const residuals = observations.map(({ y }, at) => (y - (fitted[at] as number)) * wider);
  return Array.from({ length: draws }, () => {
    const drawn = drawBlocks(residuals, block, rng);
    return solve(fitted.map((value, at) => value + (drawn[at] as number)));
  });
}

/** The 95 % interval of draws. */
export function interval(values: readonly number[]): {
  readonly low: number;
  readonly high: number;
} {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) };
}

export const predicted = (fit: Coefficients, x: readonly number[]): number =>
  sum(fit.map((coefficient, at) => coefficient * (x[at] as number)));

function drawBlocks(residuals: readonly number[], block: number, rng: Rng): readonly number[] {
  const n = residuals.length;
  const drawn: number[] = [];
  while (drawn.length < n) {
    // Round the end, or the first and the last would be drawn less often than others.
    const from = nextInt(rng, n);
    for (let at = 0; at < block; at++) drawn.push(residuals[(from + at) % n] as number);
  }
  return drawn.slice(0, n);
}

/** A design once worked out solves for any outcome: `(XᵀX)⁻¹Xᵀ` times it. */
function designOf(
  observations: readonly Observation[],
): ((y: readonly number[]) => Coefficients) | undefined {
  const width = observations[0]?.x.length ?? 0;
  const columns = Array.from({ length: width }, (_none, at) =>
    observations.map(({ x }) => x[at] as number),
  );
  const inverse = inverted(columns.map((a) => columns.map((b) => dot(a, b))));
  if (width === 0 || !inverse) return undefined;
  const hat = inverse.map((row) => observations.map(({ x }) => dot(row, x)));
  return (y) => hat.map((row) => dot(row, y));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let all = 0;
  for (let at = 0; at < a.length; at++) all += (a[at] as number) * (b[at] as number);
  return all;
}

const SINGULAR = 1e-12;

/** Gauss and Jordan, with pivots; undefined where there is no inverse. */
function inverted(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_none, to) => (at === to ? 1 : 0))]);
  const scale = Math.max(...matrix.flat().map(Math.abs));
  for (let column = 0; column < n; column++) {
    const size = (row: number) => Math.abs(rows[row]?.[column] ?? 0);
    let pivot = column;
    for (let row = column + 1; row < n; row++) if (size(row) > size(pivot)) pivot = row;
    if (size(pivot) <= SINGULAR * scale) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    eliminate(rows, column);
  }
  return rows.map((row) => row.slice(n));
}

function eliminate(rows: number[][], column: number): void {
  const pivot = rows[column] as number[];
  const by = pivot[column] as number;
  for (let at = 0; at < pivot.length; at++) pivot[at] = (pivot[at] as number) / by;
  for (const [index, row] of rows.entries()) {
    const factor = row[column] as number;
    if (index === column || factor === 0) continue;
    for (let at = 0; at < row.length; at++) {
      row[at] = (row[at] as number) - factor * (pivot[at] as number);
    }
  }
}

const BLOCK_MIN = 3;
const BLOCK_MAX = 30;
const BLOCKS = 8;

/** How long blocks are: so that there are eight, as far as that is sensible. */
export const blockOf = (observations: number): number =>
  Math.min(BLOCK_MAX, Math.max(BLOCK_MIN, Math.round(observations / BLOCKS)));
