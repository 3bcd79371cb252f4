import type { Flags } from "./flags.ts";
import { bottleneck, type GeneratorFigures } from "./generator.ts";
import type { Phase, PhaseName, Stats } from "./stats.ts";
import type { Tally } from "./tally.ts";
import type { Percentiles } from "./timings.ts";
import { judge } from "./verdict.ts";

export interface PhaseFigures {
  readonly name: PhaseName;
  readonly seconds: number;
  /** Sum over clients of the time that they were connected: the base of all rates per client. */
  readonly clientSeconds: number;
  readonly inputs: Phase["inputs"] & { readonly latenessMs: Percentiles | null };
  /** From an input's send to the first patch that acknowledges it. */
  readonly latencyMs: Percentiles | null;
  readonly patches: {
    readonly nominalMs: number;
    readonly meanMs: number | null;
    /** |interval − nominal| */
    readonly jitterMs: Percentiles | null;
  };
  /** WebSocket frames with their headers, per client and second, seen from the client. */
  readonly bytes: { readonly in: number; readonly out: number } | null;
  readonly serverCpu: { readonly msPerSecond: number; readonly msPerClientSecond: number } | null;
  readonly generator: (GeneratorFigures & { readonly bottleneck: string | null }) | null;
}

/** What one run found: this, as it stands, is the output of `--json`. */
export interface Result {
  readonly verdict: "pass" | "fail";
  readonly words: string;
  readonly exitCode: 0 | 1;
  readonly game: string;
  /** Address of the server, and whether this run started it. */
  readonly url: string;
  readonly ownServer: boolean;
  readonly seed: number;
  readonly ramp: number;
  /** The preset of every bot's line; joins are over the line as it is. */
  readonly net: string;
  readonly stopped: string | null;
  readonly joins: {
    readonly asked: number;
    readonly started: number;
    readonly ok: number;
    readonly failed: Tally;
    /** From the quick-play request to the first state. */
    readonly ms: Percentiles | null;
  };
  /** In order; the last one is what was asked for, unless the run was stopped before. */
  readonly phases: readonly PhaseFigures[];
  readonly unanswered: number;
  readonly drops: number;
  readonly reconnects: number;
  readonly cutOff: number;
  readonly endings: Tally;
  readonly errors: Tally;
  /** Warnings that the SDK printed. */
  readonly notes: Tally;
  /** The last lines of a server that died. */
  readonly serverTail: readonly string[];
}

/** How a run came to its end, besides what was measured. */
export interface End {
  readonly url: string;
  readonly tickMs: number;
  readonly notes: Tally;
  readonly cutOff: number;
  readonly stopped: string | null;
  readonly serverDied: string | null;
  readonly serverTail: readonly string[];
}

export function resultOf(flags: Flags, stats: Stats, end: End): Result {
  const phases = stats.phases.map((phase) => figuresOf(phase, end.tickMs));
  const { started, ok, failed, ms } = stats.joins;
  const { endings, errors, drops, reconnects, unanswered } = stats;
  const judged = phases.at(-1);
  const latencyMs = judged?.latencyMs ?? null;
  const bottleneck = typeof judged?.generator?.bottleneck === "string";
  const tallies = { failed, endings, errors, drops, reconnects };
  const asked = flags.clients;
  const facts = { asked, joined: ok, ...tallies, latencyMs, bottleneck, ...end };
  const { pass, words, exitCode } = judge(facts);
  return {
    verdict: pass ? "pass" : "fail",
    words,
    exitCode,
    game: flags.game,
    url: end.url,
    ownServer: flags.url === undefined,
    seed: flags.seed,
    ramp: flags.ramp,
    net: flags.net,
    stopped: end.stopped,
    joins: { asked, started, ok, failed, ms: ms.percentiles },
    phases,
    unanswered,
    drops,
    reconnects,
    cutOff: end.cutOff,
    endings,
    errors,
    notes: end.notes,
    serverTail: end.serverDied === null ? [] : end.serverTail,
  };
}

function figuresOf(phase: Phase, nominalMs: number): PhaseFigures {
  const { inputs, intervals, generator } = phase;
  return {
    name: phase.name,
    inputs: { ...inputs, latenessMs: phase.lateness.percentiles },
    latencyMs: phase.latency.percentiles,
    patches: {
      nominalMs,
      meanMs: intervals.count > 0 ? intervals.sumMs / intervals.count : null,
      jitterMs: phase.jitter.percentiles,
    },
    ...ratesOf(phase),
    generator: generator ? { ...generator, bottleneck: bottleneck(generator, inputs) } : null,
  };
}

function ratesOf(
  phase: Phase,
): Pick<PhaseFigures, "seconds" | "clientSeconds" | "bytes" | "serverCpu"> {
  const seconds = ((phase.endedAt ?? phase.startedAt) - phase.startedAt) / 1000;
  const clientSeconds = phase.clientMs / 1000;
  if (clientSeconds === 0) return { seconds, clientSeconds, bytes: null, serverCpu: null };
  const { bytesIn, bytesOut, serverCpuMs } = phase;
  const bytes = { in: bytesIn / clientSeconds, out: bytesOut / clientSeconds };
  if (serverCpuMs === undefined) return { seconds, clientSeconds, bytes, serverCpu: null };
  const serverCpu = {
    msPerSecond: serverCpuMs / seconds,
    msPerClientSecond: serverCpuMs / clientSeconds,
  };
  return { seconds, clientSeconds, bytes, serverCpu };
}
