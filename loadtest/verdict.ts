import { inWords, type Tally, total } from "./tally.ts";
import type { Percentiles } from "./timings.ts";

export interface Facts {
  readonly asked: number;
  readonly joined: number;
  readonly failed: Tally;
  /** How stays ended that we did not end. */
  readonly endings: Tally;
  /** Clients whose line was down when the run ended. */
  readonly cutOff: number;
  readonly errors: Tally;
  readonly drops: number;
  readonly reconnects: number;
  /** Why the run ended before its time. */
  readonly stopped: string | null;
  readonly serverDied: string | null;
  readonly latencyMs: Percentiles | null;
  /** Did the generator itself fall behind? */
  readonly bottleneck: boolean;
}

export interface Verdict {
  readonly pass: boolean;
  /** One line: the verdict, what decided it, and the figure to remember. */
  readonly words: string;
  readonly exitCode: 0 | 1;
}

/**
 * Passes when everyone who was asked for joined and nothing happened to anyone that a player should
 * never see: a stay that the server ended, a line that was not restored, an error.
 */
export function judge(facts: Facts): Verdict {
  const faults = faultsOf(facts);
  const pass = faults.length === 0;
  const joined = `${facts.joined} of ${facts.asked} joined`;
  const parts = [...faults, joined, ...remarks(facts)];
  return { pass, words: `${pass ? "PASS" : "FAIL"}: ${parts.join("; ")}`, exitCode: pass ? 0 : 1 };
}

/** What the reader should know either way. */
function remarks({ latencyMs, drops, reconnects, stopped, bottleneck }: Facts): string[] {
  const words = [
    latencyMs ? `input to state p95 ${latencyMs.p95.toFixed(0)} ms` : "no input was answered",
  ];
  if (bottleneck) words.push("doubtful, the generator fell behind");
  if (drops > 0) words.push(`${say(drops, "drop", "drops")}, ${reconnects} came back`);
  if (stopped !== null) words.push(stopped);
  return words;
}

const say = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function faultsOf({ asked, joined, failed, endings, cutOff, errors, serverDied }: Facts): string[] {
  const faults: string[] = [];
  if (serverDied !== null) faults.push(serverDied);
  const lost = total(failed);
  if (lost > 0) faults.push(`${say(lost, "join", "joins")} failed: ${inWords(failed)}`);
  const never = asked - joined - lost;
  if (never > 0) faults.push(`${say(never, "client", "clients")} never got to join`);
  const ended = total(endings);
  if (ended > 0) faults.push(`${say(ended, "stay", "stays")} ended early: ${inWords(endings)}`);
  if (cutOff > 0) faults.push(`${say(cutOff, "client was", "clients were")} cut off at the end`);
  if (total(errors) > 0) faults.push(`errors: ${inWords(errors)}`);
  return faults;
}
