import { XMLBuilder } from "fast-xml-parser";
import type { Judged } from "../objectives.ts";
import type { Ended, Result } from "../result.ts";
import { phaseName } from "./facts.ts";
import { sentence } from "./findings.ts";
import { plain } from "./plain.ts";
import { judgedText, limiterText, verdictText } from "./verdict.ts";
import { type Tongue, tongue } from "./words/index.ts";

/** As the builder takes them: attributes carry an @. */
interface Case {
  readonly "@name": string;
  readonly "@classname": string;
  readonly "@time": string;
  readonly failure?: Reason;
  readonly error?: Reason;
  readonly skipped?: Reason;
}
interface Reason {
  readonly "@message": string;
  readonly "@type"?: string;
}

const WHOLE = null;

/** A suite per phase and one for the run; a test case per objective. In English. */
export function renderJunit(result: Result): string {
  const told = tongue("en");
  const phases = result.phases.map((phase, i) =>
    suite(told, result, i, casesOf(told, result, i), phase.to - phase.from),
  );
  const own = [completed(told, result), conclusive(told, result)];
  const run = {
    ...suite(told, result, WHOLE, [...own, ...casesOf(told, result, WHOLE)], result.run.seconds),
    "system-out": plainText(verdictText(told, result)),
  };
  const all = [...phases, run];
  const sum = (key: "@tests" | "@failures" | "@errors" | "@skipped") =>
    all.reduce((total, one) => total + one[key], 0);
  const root = {
    "@name": plain(`loadtest ${result.run.profile} ${result.run.room}`),
    "@tests": sum("@tests"),
    "@failures": sum("@failures"),
    "@errors": sum("@errors"),
    "@skipped": sum("@skipped"),
    "@time": time(result.run.seconds),
    testsuite: all,
  };
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    suppressEmptyNode: true,
    format: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
}

function suite(
  told: Tongue,
  result: Result,
  phase: number | null,
  cases: readonly Case[],
  seconds: number,
) {
  const having = (key: "failure" | "error" | "skipped") => cases.filter((one) => one[key]).length;
  return {
    "@name": phase === WHOLE ? "run" : `${phase + 1} ${phaseName(told, result.phases, phase)}`,
    "@tests": cases.length,
    "@failures": having("failure"),
    "@errors": having("error"),
    "@skipped": having("skipped"),
    "@time": time(seconds),
    "@timestamp": plain(result.run.startedAt),
    testcase: cases,
  };
}

function casesOf(told: Tongue, result: Result, phase: number | null): readonly Case[] {
  return result.judged
    .filter((judged) => judged.phase === phase)
    .map((judged) => ({
      ...named(told.words.objectives[judged.objective], result, phase),
      ...outcomeOf(told, judged, result),
    }));
}

function outcomeOf(told: Tongue, judged: Judged, { phases }: Result): Partial<Case> {
  if (judged.value === null) return { skipped: { "@message": told.words.page.met.unknown } };
  if (judged.ok) return {};
  const message = plain(sentence(told, judgedText(told, judged, phases)));
  return { failure: { "@message": message, "@type": judged.objective } };
}

function named(name: string, result: Result, phase: number | null) {
  const of = phase === WHOLE ? undefined : result.phases[phase];
  const seconds = of ? of.to - of.from : result.run.seconds;
  const classname = plain(`loadtest.${result.run.profile}`);
  return { "@name": name, "@classname": classname, "@time": time(seconds) };
}

/** Fails where the run ended before its time. */
function completed(told: Tongue, result: Result): Case {
  const base = named(told.words.say.completed, result, WHOLE);
  if (!result.ended) return base;
  const reason = { "@message": message(told, result), "@type": result.ended.why };
  return OWN_FAULT.has(result.ended.why)
    ? { ...base, error: reason }
    : { ...base, failure: reason };
}
const OWN_FAULT: ReadonlySet<Ended["why"]> = new Set(["signal", "workerDied"]);

/** An error where the figures may be the test's own: it is not the server that failed. */
function conclusive(told: Tongue, result: Result): Case {
  const base = named(told.words.say.conclusive, result, WHOLE);
  if (result.verdict !== "inconclusive") return base;
  const type = limiterText(told, result.limiter) ? result.limiter.kind : "inconclusive";
  return { ...base, error: { "@message": message(told, result), "@type": type } };
}

const message = (told: Tongue, result: Result) => plainText(verdictText(told, result));

/** Sentences are longer than an id may be, and their untrusted parts are plain already. */
const plainText = (text: string): string => text.toWellFormed();

const time = (seconds: number): string => Math.max(0, seconds).toFixed(3);
