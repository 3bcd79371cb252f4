import type { Capacity, PhaseFigures, Timeline } from "../result.ts";
import { type LoadSecond, loadSeconds } from "./loadSeconds.ts";
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
const CURVE_POINTS = 17;

/** A server that was just started compiles what it runs: over this time it comes to rest. */
const WARM_UP_SECONDS = 10;

/** What a second's cores are made of. */
const TERMS = {
  idle: () => 1,
  clients: ({ clients }: LoadSecond) => clients,
  joins: ({ joinsPerSecond }: LoadSecond) => joinsPerSecond,
  warmUp: ({ age }: LoadSecond) => Math.exp(-age / WARM_UP_SECONDS),
  bend: ({ clients }: LoadSecond) => clients * clients,
} as const;
type Term = keyof typeof TERMS;
type Cores = Readonly<Record<Term, number>>;

const STRAIGHT: readonly Term[] = ["idle", "clients", "joins", "warmUp"];
const BENT: readonly Term[] = [...STRAIGHT, "bend"];

interface Model {
  readonly fit: Cores;
  readonly draws: readonly Cores[];
}

/**
 * How many players one core carries: the cores that the server used, each second, on the clients
 * that were connected, by ordinary least squares. Joins are a regressor of their own, and so is the
 * warm-up of a server that was just started: both cost most while few are there yet, and left in the
 * noise they make the first players look dear, the next ones cheap and the capacity too large (with
 * 60 bots at a fresh server of ours 0.94 ms per player and second instead of 1.3). To drop the
 * seconds that have joins would leave a ramp nothing to be fitted from. Where the cost per player
 * surely grows with the load (one big room), a parabola replaces the line. Seconds before and after
 * the phases in which nobody is there tell what an empty server costs. Intervals: see `bootstrap`.
 * @param seed of the bootstrap that the interval comes from
 */
export function estimateCapacity(
  timeline: Timeline,
  phases: readonly PhaseFigures[],
  seed: number,
): Capacity {
  const seconds = loadSeconds(timeline, phases);
  if (timeline.columns.serverCores.every((cores) => cores === null)) return no("noServerSeries");
  if (seconds.filter(({ clients }) => clients > 0).length < SECONDS_MIN) return no("tooShort");
  const seen = Math.max(...seconds.map(({ clients }) => clients));
  const low = seconds.filter(({ clients }) => clients > 0 && clients * VARIED < seen);
  if (low.length < LOW_SECONDS_MIN) return no("loadDidNotVary");
  const bent = modelOf(seconds, BENT, seed);
  const model = bent && growsSurely(bent, "bend") ? bent : modelOf(seconds, STRAIGHT, seed);
  if (!model || !(growsSurely(model, "clients") || growsSurely(model, "bend"))) return no("noFit");
  return judge(model, seen);
}

const no = (why: (Capacity & { known: false })["why"]): Capacity => ({ known: false, why });

function judge({ fit, draws }: Model, seen: number): Capacity {
  const found = clientsAt(fit);
  const { low, high } = interval(draws.map(clientsAt));
  if (!Number.isFinite(found) || fit.idle >= SHARE || low <= 0) return no("noFit");
  const most = BEYOND * seen;
  return {
    known: true,
    perCore: Math.min(most, found),
    low: Math.min(most, low),
    high: Math.min(most, high),
    capped: found > most,
    coresPerPlayer: (SHARE - fit.idle) / found,
    coresIdle: fit.idle,
    share: SHARE,
    seen,
    curve: curveOf({ fit, draws }, Math.min(most, Math.max(found, seen))),
  };
}

function curveOf({ fit, draws }: Model, end: number): (Capacity & { known: true })["curve"] {
  return Array.from({ length: CURVE_POINTS }, (_none, i) => {
    const clients = (end * i) / (CURVE_POINTS - 1);
    const band = interval(draws.map((draw) => coresAt(draw, clients)));
    return { clients, cores: coresAt(fit, clients), ...band };
  });
}

const coresAt = ({ idle, clients, bend }: Cores, n: number): number =>
  idle + clients * n + bend * n * n;

/** Clients at which `SHARE` of a core is used; infinite where the fit never comes there. */
function clientsAt({ idle, clients, bend }: Cores): number {
  const left = SHARE - idle;
  const root = Math.sqrt(clients * clients + 4 * bend * left);
  // The stable form of the root: `(root - clients) / (2 * bend)` loses all digits at a slight bend.
  const found = (2 * left) / (clients + root);
  return found > 0 ? found : Number.POSITIVE_INFINITY;
}

const growsSurely = ({ draws }: Model, term: Term): boolean =>
  interval(draws.map((draw) => draw[term])).low > 0;

/** Undefined where the terms cannot be told apart. */
function modelOf(seconds: readonly LoadSecond[], terms: readonly Term[], seed: number) {
  // A term that is nothing throughout would make the others unsolvable.
  const used = terms.filter((term) => seconds.some((second) => TERMS[term](second) !== 0));
  const observations: readonly Observation[] = seconds.map((second) => ({
    x: used.map((term) => TERMS[term](second)),
    y: second.cores,
  }));
  const named = (found: Coefficients): Cores => {
    const of = (term: Term) => found[used.indexOf(term)] ?? 0;
    return {
      idle: of("idle"),
      clients: of("clients"),
      joins: of("joins"),
      warmUp: of("warmUp"),
      bend: of("bend"),
    };
  };
  const fit = leastSquares(observations);
  if (!fit) return undefined;
  const block = blockOf(observations.length);
  const draws = bootstrap(observations, { rng: { rng: seed >>> 0 }, draws: DRAWS, block });
  return { fit: named(fit), draws: draws.map(named) } satisfies Model;
}
