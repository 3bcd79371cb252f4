import type { PhaseKind } from "../figures.ts";
import type { Capacity, PhaseFigures, Timeline } from "../result.ts";
import {
  blockOf,
  bootstrap,
  type Coefficients,
  interval,
  leastSquares,
  type Observation,
} from "./regression.ts";

/** A process has one event loop; a core busier than this makes players wait in queues. */
const SHARE = 0.7;
const SECONDS_MIN = 20;
/** The load varied when so many seconds had so much less than the most. */
const LOW_SECONDS_MIN = 5;
const VARIED = 1.5;
/** Nothing is foretold beyond so many times what was seen. */
const BEYOND = 2;
const DRAWS = 1000;
/** Loads that are as they are in play; the others are made of joins or of silence. */
const USUAL: readonly PhaseKind[] = ["ramp", "hold", "step"];

interface Second {
  readonly clients: number;
  readonly joinsPerSecond: number;
  readonly cores: number;
}

/**
 * How many players one core carries: the cores that the server used, each second, on the clients
 * that were connected and the joins in that second, by ordinary least squares. Joins are a regressor
 * of their own, because they cost the server work and mostly come while few are there yet: left in
 * the noise they would make the first players look dear and the next ones cheap, hence the capacity
 * too large; and to drop the seconds that have joins would leave a ramp nothing to be fitted from.
 * Where the cost per player surely grows with the load (one big room), a parabola replaces the line.
 * Intervals are those of `bootstrap`.
 * @param seed of the bootstrap that the interval comes from
 */
export function estimateCapacity(
  timeline: Timeline,
  phases: readonly PhaseFigures[],
  seed: number,
): Capacity {
  const seconds = secondsOf(timeline, phases);
  if (timeline.columns.serverCores.every((cores) => cores === null)) return no("noServerSeries");
  if (seconds.length < SECONDS_MIN) return no("tooShort");
  const seen = Math.max(...seconds.map(({ clients }) => clients));
  const low = seconds.filter(({ clients }) => clients > 0 && clients * VARIED < seen);
  if (low.length < LOW_SECONDS_MIN) return no("loadDidNotVary");
  const model = bentModel(seconds, seed) ?? straightModel(seconds, seed);
  return model ? judge(model, seen) : no("noFit");
}

const no = (why: (Capacity & { known: false })["why"]): Capacity => ({ known: false, why });

/** [cores when idle, per client, per join per second, per client squared] */
interface Model {
  readonly fit: Coefficients;
  readonly draws: readonly Coefficients[];
}

function judge({ fit, draws }: Model, seen: number): Capacity {
  const [coresIdle = 0] = fit;
  const found = clientsAt(fit);
  const { low, high } = interval(draws.map(clientsAt));
  if (!Number.isFinite(found) || coresIdle >= SHARE || low <= 0) return no("noFit");
  const most = BEYOND * seen;
  return {
    known: true,
    perCore: Math.min(most, found),
    low: Math.min(most, low),
    high: Math.min(most, high),
    capped: found > most,
    coresPerPlayer: (SHARE - coresIdle) / found,
    coresIdle,
    share: SHARE,
    seen,
  };
}

/** Clients at which `SHARE` of a core is used; infinite where the fit never comes there. */
function clientsAt([idle = 0, slope = 0, , bend = 0]: Coefficients): number {
  const left = SHARE - idle;
  if (bend === 0) return slope > 0 ? left / slope : Number.POSITIVE_INFINITY;
  const root = Math.sqrt(slope * slope + 4 * bend * left);
  // The stable form of the root: `(root - slope) / (2 * bend)` loses all digits at a slight bend.
  const found = (2 * left) / (slope + root);
  return found > 0 ? found : Number.POSITIVE_INFINITY;
}

/** Undefined where nothing shows that more players need more. */
function straightModel(seconds: readonly Second[], seed: number): Model | undefined {
  const model = modelOf(seconds, ({ clients }) => [1, clients], seed);
  return model && growsSurely(model, 1) ? model : undefined;
}

/** Undefined where a line does. */
function bentModel(seconds: readonly Second[], seed: number): Model | undefined {
  const model = modelOf(seconds, ({ clients }) => [1, clients, clients * clients], seed);
  return model && growsSurely(model, 3) && clientsAt(model.fit) > 0 ? model : undefined;
}

const growsSurely = ({ draws }: Model, index: number): boolean =>
  draws.length > 0 && interval(draws.map((draw) => draw[index] ?? 0)).low > 0;

function modelOf(
  seconds: readonly Second[],
  regressors: (second: Second) => readonly number[],
  seed: number,
): Model | undefined {
  const hasJoins = seconds.some(({ joinsPerSecond }) => joinsPerSecond > 0);
  const observations: readonly Observation[] = seconds.map((second) => {
    const [one = 1, ...others] = regressors(second);
    const joins = hasJoins ? [second.joinsPerSecond] : [];
    return { x: [one, ...others.slice(0, 1), ...joins, ...others.slice(1)], y: second.cores };
  });
  const fit = leastSquares(observations);
  if (!fit) return undefined;
  const block = blockOf(observations.length);
  const draws = bootstrap(observations, { rng: { rng: seed >>> 0 }, draws: DRAWS, block });
  const named = (found: Coefficients): Coefficients =>
    hasJoins ? found : [...found.slice(0, 2), 0, ...found.slice(2)];
  return { fit: named(fit), draws: draws.map(named) };
}

function secondsOf({ t, columns }: Timeline, phases: readonly PhaseFigures[]): readonly Second[] {
  const span = (t[1] ?? 1) - (t[0] ?? 0);
  const usual = phases.filter(({ kind }) => USUAL.includes(kind));
  return t.flatMap((from, at) => {
    const cores = columns.serverCores[at] ?? null;
    const after = columns.connected[at] ?? null;
    const within = usual.some((phase) => from >= phase.from && from + span <= phase.to);
    if (!within || cores === null || after === null) return [];
    // Clients are counted at a second's end, cores over it.
    const before = columns.connected[at - 1] ?? (at === 0 ? 0 : after);
    const joins = (columns.joins[at] ?? 0) + (columns.failedJoins[at] ?? 0);
    return [{ clients: (before + after) / 2, joinsPerSecond: joins / span, cores }];
  });
}
