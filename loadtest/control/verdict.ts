import { isSteady } from "../measure/baseline.ts";
import { isUnsure } from "../measure/leak.ts";
import type { Judged } from "../objectives.ts";
import type { Compared, Ended, Limiter, PhaseFigures, Result, VerdictId } from "../result.ts";
import { CLIENT_SIDE, SERVER_SIDE, worstFirst } from "./severity.ts";

/** Compared figures that say the same of both sides. */
const COMPARED_SERVER_SIDE: readonly Compared["figure"][] = ["tickP99", "cpuMsPerClientSecond"];
const COMPARED_SIZES: readonly Compared["figure"][] = ["bytesIn", "rssMb"];
/** Of the inputs due; below, the load was not the one that was asked for. */
const SENT_SHARE = 0.95;
const BUSY = 0.8;
/** Less of a steady load has shown nothing. */
const ENOUGH_S = 1;

export interface Facts {
  readonly judged: readonly Judged[];
  readonly phases: readonly PhaseFigures[];
  readonly ended: Ended | null;
  readonly baseline: Result["baseline"];
  readonly leak: Result["leak"];
  /** Of a profile that looks for the load that breaks. */
  readonly knee: Result["knee"];
  readonly findsKnee: boolean;
  /** The most clients that were asked for. */
  readonly clients: number;
  /** Bots and server share one machine. */
  readonly sameMachine: boolean;
}

export type Verdict = Pick<Result, "verdict" | "exitCode" | "broken" | "limiter">;

/**
 * What a run comes to. A figure that broke its limit while generator or machine was what spoiled
 * it proves nothing: inconclusive. Anything else that broke is a failure. What met its limits in
 * spite of them has passed all the more, unless the load itself was not the one asked for.
 */
export function decide(facts: Facts): Verdict {
  const counting = whatCounts(facts);
  const broken = counting.filter(({ ok }) => !ok).sort(worstFirst);
  const verdict = verdictOf(facts, broken, counting);
  const exitCode = { pass: 0, fail: 1, inconclusive: 3 } as const;
  return { verdict, exitCode: exitCode[verdict], broken, limiter: limiterOf(facts, broken) };
}

function verdictOf(
  facts: Facts,
  broken: readonly Judged[],
  counting: readonly Judged[],
): VerdictId {
  const { ended, baseline } = facts;
  if (ended?.why === "serverDied") return "fail";
  if (broken.some((judged) => !isSpoiled(judged, facts))) return "fail";
  const worse = (baseline ?? []).filter(({ word }) => word === "worse");
  if (worse.some(({ figure }) => !isSpoiledFigure(figure, facts))) return "fail";
  if (broken.length > 0 || worse.length > 0 || ended !== null) return "inconclusive";
  if (isKneeDoubtful(facts) || facts.phases.some(isUnderload)) return "inconclusive";
  if (isLeakUnsure(facts)) return "inconclusive";
  return sawSomething(facts, counting) ? "pass" : "inconclusive";
}

/**
 * All that was judged, but of a search for the knee: there a step that breaks is an answer, and
 * only the smallest load counts, if even that did not hold.
 */
function whatCounts({ judged, phases, knee, findsKnee }: Facts): readonly Judged[] {
  if (!findsKnee) return judged;
  const nothingHolds = knee !== null && knee.holds === 0;
  return judged.filter(
    ({ phase }) => phase === null || (nothingHolds && phases[phase]?.clients === knee.breaks),
  );
}

const isLeakUnsure = ({ judged, leak }: Facts): boolean =>
  judged.some(({ objective, limit }) => objective === "leakMbPerHour" && isUnsure(leak, limit));

/** The load that broke, broke by figures that were not the server's. */
function isKneeDoubtful(facts: Facts): boolean {
  const { judged, phases, knee, findsKnee } = facts;
  if (!findsKnee) return false;
  if (knee === null || gaveUp(facts)) return true;
  const reasons = judged.filter(
    ({ phase, ok }) => !ok && phase !== null && phases[phase]?.clients === knee.breaks,
  );
  return reasons.length > 0 && reasons.every((one) => isSpoiled(one, facts));
}

/** The search ended at a load that held, because the bots had no time for a larger one. */
const gaveUp = ({ knee, clients }: Facts): boolean =>
  knee !== null && knee.breaks === null && knee.holds < clients;

function isSpoiled({ objective, phase }: Judged, { phases, sameMachine }: Facts): boolean {
  const doubt = phase === null ? null : phases[phase]?.doubt;
  if (!doubt) return false;
  if (CLIENT_SIDE.includes(objective)) return true;
  return SERVER_SIDE.includes(objective) && sameMachine && doubt.kind === "machine";
}

function isSpoiledFigure(figure: Compared["figure"], { phases, sameMachine }: Facts): boolean {
  if (COMPARED_SIZES.includes(figure)) return false;
  const doubts = phases.filter(isSteady).map(({ doubt }) => doubt?.kind);
  if (!COMPARED_SERVER_SIDE.includes(figure))
    return doubts.some((kind) => kind === "generator" || kind === "machine");
  return sameMachine && doubts.includes("machine");
}

/** The generator was so far behind that it never asked the server for what the run claims. */
function isUnderload({ kind, doubt, counters }: PhaseFigures): boolean {
  const { inputsSent, inputsDue, inputsOffline } = counters;
  const due = inputsDue - inputsOffline;
  return kind === "hold" && doubt !== null && due > 0 && inputsSent / due < SENT_SHARE;
}

/** A run in which nothing could be judged has passed nothing. */
function sawSomething({ phases, findsKnee }: Facts, counting: readonly Judged[]): boolean {
  if (findsKnee) return true;
  return counting.some(({ phase: index, value }) => {
    const phase = index === null ? undefined : phases[index];
    if (!phase || value === null || !isSteady(phase)) return false;
    return phase.connectedMax > 0 && phase.to - phase.from >= ENOUGH_S;
  });
}

/** In the phase that decided; without one, in the fullest that was held. */
function limiterOf(facts: Facts, broken: readonly Judged[]): Limiter {
  const { phases, knee, findsKnee } = facts;
  const settled = phases.filter(isSteady).sort((a, b) => b.clients - a.clients);
  const culprit = broken.find(({ phase }) => phase !== null)?.phase ?? null;
  const atKnee = findsKnee ? settled.find(({ clients }) => clients === knee?.breaks) : undefined;
  const phase = culprit === null ? (atKnee ?? settled[0]) : phases[culprit];
  if (phase?.doubt) return phase.doubt;
  if (phase && findsKnee && gaveUp(facts)) {
    const { utilisation: busy, eventLoopMs } = phase.generator;
    return { kind: "generator", busy, lateMs: eventLoopMs.p99 };
  }
  // One process runs its rooms on one core: more of it is the collector's threads.
  const busy = Math.min(1, phase?.server?.cores ?? 0);
  return busy >= BUSY ? { kind: "server", busy } : { kind: "none" };
}
