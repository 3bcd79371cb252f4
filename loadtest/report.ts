import type { PhaseFigures, Result } from "./result.ts";
import { inWords, total } from "./tally.ts";
import type { Percentiles } from "./timings.ts";

const LABEL = 16;
const COLUMN = 11;

/** The result for a person: the verdict first, then the figures that it rests on. */
export function reportText(result: Result): string {
  const phase = result.phases.at(-1);
  const blocks = [
    [result.words],
    [setting(result)],
    phase ? [...distributions(result, phase), "", ...figures(phase)] : [],
    outcome(result),
    phase?.generator?.bottleneck ? [`Note: ${phase.generator.bottleneck}.`] : [],
    result.serverTail.length > 0
      ? ["The server's last lines:", ...result.serverTail.map((line) => `  ${line}`)]
      : [],
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function setting({ game, joins, ramp, seed, net, url, ownServer, phases }: Result): string {
  const phase = phases.at(-1);
  const span = phase ? `, ${phase.seconds.toFixed(1)} s of ${phase.name}` : "";
  const where = `${ownServer ? "own server" : "server"} at ${url}`;
  const line = net === "good" ? "" : `, line "${net}"`;
  return `${game}, ${joins.asked} clients joining at ${ramp}/s${span}${line}, seed ${seed}, ${where}`;
}

function distributions({ joins }: Result, phase: PhaseFigures): string[] {
  const head = ["p50", "p95", "p99", "max"].map((name) => name.padStart(COLUMN)).join("");
  return [
    "".padEnd(LABEL) + head,
    distribution("join", joins.ms),
    distribution("input to state", phase.latencyMs),
    distribution("patch jitter", phase.patches.jitterMs),
    distribution("input lateness", phase.inputs.latenessMs),
  ];
}

function distribution(label: string, figures: Percentiles | null): string {
  const cells = figures
    ? [figures.p50, figures.p95, figures.p99, figures.max].map((ms) => `${ms.toFixed(1)} ms`)
    : ["n/a", "n/a", "n/a", "n/a"];
  return label.padEnd(LABEL) + cells.map((cell) => cell.padStart(COLUMN)).join("");
}

const line = (label: string, text: string): string => label.padEnd(LABEL) + text;

function figures({ inputs, patches, bytes, serverCpu, generator }: PhaseFigures): string[] {
  const late = inputs.due > 0 ? ((100 * inputs.late) / inputs.due).toFixed(1) : "0.0";
  const mean = patches.meanMs === null ? "n/a" : `${patches.meanMs.toFixed(1)} ms`;
  const rows = [
    line(
      "inputs",
      `${inputs.due} due, ${inputs.sent} sent, ${inputs.late} late (${late} %), ${inputs.offline} offline`,
    ),
    line("patch interval", `mean ${mean}, nominal ${patches.nominalMs.toFixed(1)} ms`),
    line(
      "bytes",
      bytes ? `${kilobytes(bytes.in)} in, ${kilobytes(bytes.out)} out, per client` : "n/a",
    ),
    line(
      "server CPU",
      serverCpu
        ? `${serverCpu.msPerSecond.toFixed(0)} ms/s, ${serverCpu.msPerClientSecond.toFixed(2)} ms/s per client`
        : "n/a",
    ),
  ];
  if (!generator) return rows;
  const { p50, p99, max } = generator.eventLoopMs;
  const delays = `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${max.toFixed(1)} ms`;
  const busy = (100 * generator.utilisation).toFixed(0);
  return [
    ...rows,
    line("generator", `${busy} % busy, event loop late by p50 / p99 / max ${delays}`),
  ];
}

const kilobytes = (perSecond: number): string => `${(perSecond / 1000).toFixed(2)} kB/s`;

function outcome({
  joins,
  drops,
  reconnects,
  cutOff,
  unanswered,
  endings,
  errors,
  notes,
}: Result): string[] {
  const failed = total(joins.failed);
  const rows = [
    line(
      "joins",
      `${joins.ok} ok, ${failed} failed${failed > 0 ? `: ${inWords(joins.failed)}` : ""}`,
    ),
    line("drops", `${drops}, ${reconnects} came back, ${cutOff} still cut off`),
    line("unanswered", `${unanswered} inputs`),
    line("ended early", inWords(endings)),
    line("errors", inWords(errors)),
  ];
  return total(notes) > 0 ? [...rows, line("SDK notes", inWords(notes))] : rows;
}
