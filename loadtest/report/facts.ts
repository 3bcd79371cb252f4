import { type Judged, OBJECTIVES, type ObjectiveId } from "../objectives.ts";
import type { Compared, PhaseFigures, Result } from "../result.ts";
import type { Tally } from "../tally.ts";
import { plain } from "./plain.ts";
import type { Tongue } from "./words/index.ts";
import { clock, inBytes } from "./words/numbers.ts";

const MB = 1_000_000;

/** Single facts as texts. Null, what was not measured, is never written as a number. */
export const orNone = (
  { words }: Tongue,
  value: number | null | undefined,
  write: (value: number) => string,
): string =>
  value === null || value === undefined || !Number.isFinite(value)
    ? words.notAvailable
    : write(value);

export const msText = ({ n, words }: Tongue, ms: number): string => words.units.ms(n.figure(ms));

export const percentText = ({ n, words }: Tongue, share: number): string =>
  words.units.percent(n.figure(share * 100));

export function bytesText({ n, words }: Tongue, bytes: number): string {
  const { value, unit } = inBytes(bytes);
  return words.units.bytes(n.figure(value), unit);
}

export const rateText = (tongue: Tongue, bytesPerSecond: number): string =>
  tongue.words.units.perSecond(bytesText(tongue, bytesPerSecond));

export const coresText = ({ n, words }: Tongue, cores: number): string =>
  words.units.cores(n.figure(cores));

export function timeText({ words }: Tongue, seconds: number): string {
  const { hours, minutes, seconds: rest } = clock(seconds);
  return words.units.duration(hours, minutes, rest);
}

/** "join/full ×3, join/unreachable ×1", the most frequent first. */
export function tallyText({ n, words }: Tongue, tally: Tally): string {
  const said = byCount(tally).map(([id, times]) => words.units.times(plain(id), n.figure(times)));
  return said.join(words.comma) || words.none;
}

export const byCount = (tally: Tally): readonly (readonly [string, number])[] =>
  Object.entries(tally).sort(([, a], [, b]) => b - a);

/** A value and its limit, which look different wherever they are. */
export function judgedTexts(
  tongue: Tongue,
  { objective, value, limit }: Judged,
): { readonly value: string; readonly limit: string } {
  const { unit } = OBJECTIVES[objective];
  const scale = unit === "share" ? 100 : 1;
  const { units } = tongue.words;
  const wear = {
    "": (n: string) => n,
    ms: units.ms,
    share: units.percent,
    "MB/h": units.mbPerHour,
  };
  const [now, demanded] = tongue.n.apart((value ?? limit) * scale, limit * scale);
  return {
    value: orNone(tongue, value, () => wear[unit](now)),
    limit: wear[unit](demanded),
  };
}

export const isAtLeast = (objective: ObjectiveId): boolean => "atLeast" in OBJECTIVES[objective];

/** "hold, 200", with a number where several are alike; the whole run for null. */
export function phaseName(
  tongue: Tongue,
  phases: readonly PhaseFigures[],
  index: number | null,
): string {
  const { words, n } = tongue;
  const phase = index === null ? undefined : phases[index];
  if (!phase) return words.say.wholeRun;
  const name = `${words.phases[phase.kind]} ${n.figure(phase.clients)}`;
  const { which, of } = rank(phases, phase);
  return of > 1 ? `${name} (${which}/${of})` : name;
}

/** Of the phases that are like this one, which is it? */
export function rank(
  phases: readonly PhaseFigures[],
  phase: PhaseFigures,
): { readonly which: number; readonly of: number } {
  const alike = phases.filter((p) => p.kind === phase.kind && p.clients === phase.clients);
  return { which: alike.indexOf(phase) + 1, of: alike.length };
}

/** A compared figure in its unit. */
export function comparedText(tongue: Tongue, figure: Compared["figure"], value: number): string {
  if (figure === "bytesIn") return rateText(tongue, value);
  if (figure === "rssMb") return bytesText(tongue, value * MB);
  return msText(tongue, value);
}

/** The phase whose figures stand for the run: the one with the most clients, of several the last. */
export function mainPhase({ phases }: Pick<Result, "phases">): PhaseFigures | undefined {
  const held = phases.filter(({ kind }) => kind !== "ramp");
  const all = held.length > 0 ? held : phases;
  const most = Math.max(...all.map((phase) => phase.connectedMax));
  return all.findLast((phase) => phase.connectedMax === most);
}

/** The largest of what was measured; null when nothing was. */
export function largest(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === "number");
  return known.length > 0 ? known.reduce((most, value) => Math.max(most, value)) : null;
}
