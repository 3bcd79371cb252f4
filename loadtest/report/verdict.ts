import { isUnsure } from "../measure/leak.ts";
import type { Judged, ObjectiveId } from "../objectives.ts";
import type { Limiter, PhaseFigures, Result } from "../result.ts";
import { usedOf } from "./closeness.ts";
import { comparedText, isAtLeast, judgedTexts, rank, timeText } from "./facts.ts";
import { plain } from "./plain.ts";
import type { Tongue } from "./words/index.ts";

/** The verdict in one line: its word, the worst figure with its limit, and what stands in the way. */
export const verdictText = (tongue: Tongue, result: Result): string =>
  `${tongue.words.verdicts[result.verdict]}${tongue.words.colon}${reasonText(tongue, result)}`;

/** Why, without the verdict's word; begins in lower case. */
export function reasonText(tongue: Tongue, result: Result): string {
  const { words } = tongue;
  const clauses = [
    deathText(tongue, result),
    ...MAIN[result.verdict](tongue, result),
    cutShortText(tongue, result),
  ].filter((clause) => clause !== undefined);
  const first = clauses.join(words.semicolon) + words.stop;
  const more = result.broken.length - 1;
  return more > 0 ? `${first}${words.gap}${words.say.moreBroken(more)}` : first;
}

type Clauses = (tongue: Tongue, result: Result) => readonly (string | undefined)[];

const MAIN: Record<Result["verdict"], Clauses> = {
  fail: (tongue, result) => [brokenText(tongue, result), limiterText(tongue, result.limiter)],
  inconclusive: (tongue, result) => {
    const limiter = limiterText(tongue, result.limiter);
    const doubted = isOwnFault(result.limiter) ? [limiter, tongue.words.say.spoiled] : [limiter];
    const broken = brokenText(tongue, result);
    const unsure = leakText(tongue, result);
    const nothing = !broken && !unsure && limiter === undefined && !result.ended;
    return [...doubted, broken, unsure, nothing ? tongue.words.say.nothingJudged : undefined];
  },
  pass: (tongue, result) => [
    ...metTexts(tongue, result.judged),
    closestText(tongue, result),
    limiterText(tongue, result.limiter),
    isOwnFault(result.limiter) ? tongue.words.say.harmless : undefined,
  ],
};

const isOwnFault = ({ kind }: Limiter): boolean => kind === "generator" || kind === "machine";

/** A machine that had so much to spare was not full: its bots were late for another reason. */
const SPARE = 0.25;
export const isHeldUp = (limiter: Limiter): boolean =>
  limiter.kind === "machine" && limiter.idle >= SPARE;

/** Undefined when nothing stood in the way. */
export function limiterText({ words }: Tongue, limiter: Limiter): string | undefined {
  if (limiter.kind === "server") return words.say.limiter.server(limiter.busy);
  if (limiter.kind === "generator")
    return words.say.limiter.generator(limiter.busy, limiter.lateMs);
  if (limiter.kind !== "machine") return undefined;
  const { idle, lateMs } = limiter;
  const { machine, heldUp } = words.say.limiter;
  return isHeldUp(limiter) ? heldUp(idle, lateMs) : machine(idle, lateMs);
}

/** "input to state p95 was 183 ms above the round trip, limit 120 ms, in the hold of 200 clients". */
export function judgedText(
  tongue: Tongue,
  judged: Judged,
  phases: readonly PhaseFigures[],
): string {
  const { say, comma } = tongue.words;
  const { value, limit } = judgedTexts(tongue, judged);
  const parts = [
    say.objective[judged.objective](value, judged.value === 1),
    say.limit(limit, isAtLeast(judged.objective)),
  ];
  const phase = judged.phase === null ? undefined : phases[judged.phase];
  if (phase) {
    parts.push(say.in[phase.kind](phase.clients));
    const { which, of } = rank(phases, phase);
    if (of > 1) parts.push(say.nth(which));
  }
  return parts.join(comma);
}

/** The worst broken objective; failing that, what became worse than the baseline. */
function brokenText(tongue: Tongue, { broken, phases, baseline }: Result): string | undefined {
  const [worst] = broken;
  if (worst) return judgedText(tongue, worst, phases);
  const worse = baseline?.find(({ word }) => word === "worse");
  if (!worse) return undefined;
  const [now, before] = [worse.now, worse.before].map((v) => comparedText(tongue, worse.figure, v));
  const name = tongue.words.compared[worse.figure];
  return tongue.words.say.worseThanBefore(name, now ?? "", before ?? "");
}

/** That a leak can neither be told nor be ruled out. */
function leakText({ words, n }: Tongue, { judged, leak }: Result): string | undefined {
  const limit = judged.find(({ objective }) => objective === "leakMbPerHour")?.limit;
  if (limit === undefined || !leak.known || !isUnsure(leak, limit)) return undefined;
  const [low, high, most] = [leak.low, leak.high, limit].map(n.figure);
  const { mbPerHour } = words.units;
  return words.say.leakUnsure(low ?? "", mbPerHour(high ?? ""), mbPerHour(most ?? ""));
}

function metTexts({ words: { say } }: Tongue, judged: readonly Judged[]): readonly string[] {
  const known = idsOf(judged.filter(({ value }) => value !== null));
  const unknown = idsOf(judged).size - known.size;
  const met = known.size > 0 ? say.allMet(known.size) : say.nothingJudged;
  return unknown > 0 && known.size > 0 ? [met, say.notJudged(unknown)] : [met];
}

const idsOf = (judged: readonly Judged[]): ReadonlySet<ObjectiveId> =>
  new Set(judged.map(({ objective }) => objective));

/** Of what is met, what came closest to its limit; nothing where all was far from it or zero. */
function closestText(tongue: Tongue, { judged, phases }: Result): string | undefined {
  const [closest] = judged
    // A search breaks some on its way.
    .filter(({ ok }) => ok)
    .map((one) => ({ one, used: usedOf(one) }))
    .filter(({ used }) => used > 0)
    .sort((a, b) => b.used - a.used);
  return closest && judgedText(tongue, closest.one, phases);
}

function deathText(tongue: Tongue, { ended }: Result): string | undefined {
  const { ended: say } = tongue.words.say;
  if (ended?.why === "serverDied")
    return say.serverDied(plain(ended.how), timeText(tongue, ended.second));
  if (ended?.why === "workerDied")
    return say.workerDied(plain(ended.how), timeText(tongue, ended.second));
  return undefined;
}

function cutShortText(tongue: Tongue, result: Result): string | undefined {
  const { ended, phases, broken, judged } = result;
  const { ended: say, noFigures } = tongue.words.say;
  if (ended?.why === "gate") return say.gate(timeText(tongue, ended.second));
  if (ended?.why !== "signal") return undefined;
  const stopped = say.signal(plain(ended.signal), timeText(tongue, ended.second));
  const { comma, semicolon, say: words } = tongue.words;
  if (phases.length === 0) return `${stopped}${comma}${noFigures}`;
  if (broken.length > 0 || judged.every(({ value }) => value === null)) return stopped;
  return [stopped, words.upToThen(metTexts(tongue, judged)[0] ?? "")].join(semicolon);
}
