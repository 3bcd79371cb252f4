import { DISTRIBUTIONS, type Percentiles } from "../figures.ts";
import type { PhaseFigures, Result } from "../result.ts";
import { coresText, mainPhase, msText, orNone, rateText, tallyText } from "./facts.ts";
import { generatorText, memoryText } from "./findings.ts";
import type { Tongue } from "./words/index.ts";

/** A label and what there is to say about it. */
export type Line = readonly [label: string, text: string];

export const PERCENTILES = [
  "p50",
  "p90",
  "p95",
  "p99",
  "p999",
  "max",
] as const satisfies readonly (keyof Percentiles)[];

/** Name, samples and percentiles of each distribution. */
export function distributionRows(
  tongue: Tongue,
  { total }: Result,
): readonly (readonly string[])[] {
  return DISTRIBUTIONS.map((id) => {
    const figures = total.distributions[id];
    const cells = PERCENTILES.map((key) =>
      orNone(tongue, figures?.[key], (v) => msText(tongue, v)),
    );
    return [
      tongue.words.distributions[id],
      orNone(tongue, figures?.count, tongue.n.figure),
      ...cells,
    ];
  });
}

/** Traffic of the whole run, and rates of the phase that stands for it. */
export function trafficLines(tongue: Tongue, result: Result): readonly Line[] {
  const { say, lines, notAvailable } = tongue.words;
  const { counters } = result.total;
  const bytes = mainPhase(result)?.bytes;
  return [
    [
      lines.joins,
      counters.joinsStarted > 0
        ? say.joins(counters.joinsOk, counters.joinsStarted, tallyText(tongue, result.failed))
        : notAvailable,
    ],
    [
      lines.inputs,
      counters.inputsDue > 0
        ? say.inputs(
            counters.inputsSent,
            counters.inputsDue,
            counters.inputsLate,
            counters.unanswered,
          )
        : notAvailable,
    ],
    [
      lines.patches,
      counters.patchesDue > 0 ? say.patches(counters.patches, counters.patchesDue) : notAvailable,
    ],
    [
      lines.bytes,
      bytes ? say.bytes(rateText(tongue, bytes.in), rateText(tongue, bytes.out)) : notAvailable,
    ],
  ];
}

/** Both sides' machines, in the phase that stands for the run. */
export function machineLines(tongue: Tongue, result: Result): readonly Line[] {
  const { lines } = tongue.words;
  const phase = mainPhase(result);
  return [
    ...serverLines(tongue, phase),
    [lines.generator, phase ? generatorText(tongue, phase.generator) : tongue.words.notAvailable],
  ];
}

function serverLines(tongue: Tongue, phase: PhaseFigures | undefined): readonly Line[] {
  const { say, lines, notAvailable } = tongue.words;
  const server = phase?.server;
  const labels = [lines.serverCpu, lines.serverLoop, lines.serverTick, lines.serverMemory] as const;
  if (!server) return labels.map((label) => [label, notAvailable]);
  const ms = (value: number | null) => orNone(tongue, value, (v) => msText(tongue, v));
  const { cpuMsPerClientSecond: perClient } = server;
  const isTicking = server.tickP50Ms !== null || server.tickP99Ms !== null;
  const texts = [
    say.cpu(coresText(tongue, server.cores), perClient === null ? null : msText(tongue, perClient)),
    server.eventLoopP99Ms === null ? notAvailable : say.late(msText(tongue, server.eventLoopP99Ms)),
    isTicking
      ? say.tick(ms(server.tickP50Ms), ms(server.tickP99Ms), server.overruns, server.ticks)
      : notAvailable,
    memoryText(tongue, server.rssBytes, server.heapBytes),
  ];
  return labels.map((label, i) => [label, texts[i] ?? notAvailable]);
}

/** What was checked, and how often it was wrong. What was never checked is not available. */
export function checkLines(tongue: Tongue, result: Result): readonly Line[] {
  const { say, lines, notAvailable } = tongue.words;
  const { counters } = result.total;
  const { leftBehind } = result;
  return [
    [
      lines.states,
      counters.stateChecks > 0 ? say.states(counters.stateChecks, counters.desyncs) : notAvailable,
    ],
    [
      lines.messages,
      counters.messagesSent > 0
        ? say.messages(counters.messagesSent, counters.messagesLost, counters.messagesTwice)
        : notAvailable,
    ],
    [
      lines.views,
      counters.viewChecks > 0 ? say.views(counters.viewChecks, counters.hiddenSeen) : notAvailable,
    ],
    [
      lines.leftBehind,
      leftBehind
        ? say.leftBehind(leftBehind.rooms, leftBehind.clients, leftBehind.connections)
        : notAvailable,
    ],
  ];
}

/** What went wrong by id. */
export function outcomeLines(tongue: Tongue, result: Result): readonly Line[] {
  const { say, lines, notAvailable } = tongue.words;
  const { drops, reconnects, rejoins, joinsOk } = result.total.counters;
  const optional: readonly Line[] = [
    [lines.provoked, tallyText(tongue, result.provoked)],
    [lines.notes, tallyText(tongue, result.notes)],
  ];
  return [
    [lines.drops, joinsOk > 0 ? say.drops(drops, reconnects, rejoins) : notAvailable],
    [lines.endings, tallyText(tongue, result.endings)],
    [lines.errors, tallyText(tongue, result.errors)],
    ...optional.filter(([, text]) => text !== tongue.words.none),
  ];
}

/** Over name, time and {@link phaseCells}. */
export const phaseHeads = ({
  words: {
    page: { head },
  },
}: Tongue): readonly string[] => [
  head.phase,
  head.time,
  head.clients,
  head.echoP95,
  head.joins,
  head.bytesIn,
  head.bytesOut,
  head.serverCpu,
  head.tickP99,
  head.overruns,
  head.generatorCpu,
];

/** What a phase's row says after its name and time. */
export function phaseCells(tongue: Tongue, phase: PhaseFigures): readonly string[] {
  const ms = (value: number | null | undefined) => orNone(tongue, value, (v) => msText(tongue, v));
  const { distributions, bytes, server, counters, generator } = phase;
  return [
    tongue.n.figure(phase.connectedMax),
    ms(distributions.echo?.p95),
    tongue.words.page.of(tongue.n.figure(counters.joinsOk), tongue.n.figure(counters.joinsStarted)),
    orNone(tongue, bytes?.in, (v) => rateText(tongue, v)),
    orNone(tongue, bytes?.out, (v) => rateText(tongue, v)),
    orNone(tongue, server?.cores, tongue.n.figure),
    ms(server?.tickP99Ms),
    orNone(tongue, server?.tickP99Ms === null ? null : server?.overruns, tongue.n.figure),
    tongue.n.figure(generator.cores),
  ];
}
