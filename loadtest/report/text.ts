import type { Result } from "../result.ts";
import { phaseName, timeText } from "./facts.ts";
import {
  baselineText,
  capacityText,
  cautions,
  kneeText,
  leakText,
  recordingText,
} from "./findings.ts";
import {
  checkLines,
  distributionRows,
  type Line,
  machineLines,
  outcomeLines,
  phaseCells,
  phaseHeads,
  trafficLines,
} from "./lines.ts";
import { plain } from "./plain.ts";
import { list, table } from "./table.ts";
import { judgedText, verdictText } from "./verdict.ts";
import { type Lang, type Tongue, tongue } from "./words/index.ts";

/** For a terminal: the verdict first, then the figures that it rests on. */
export function renderText(result: Result, lang: Lang = "en"): string {
  const told = tongue(lang);
  const blocks = [
    [verdictText(told, result)],
    [settingText(told, result), ...cautions(told, result)],
    brokenBlock(told, result),
    distributionBlock(told, result),
    list([...trafficLines(told, result), ...machineLines(told, result)]),
    list([...checkLines(told, result), ...outcomeLines(told, result)]),
    phaseBlock(told, result),
    list(findingLines(told, result)),
    tailBlock(told, result),
  ];
  const full = blocks.filter((block) => block.length > 0);
  return `${full.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/** What was run, against what. */
export function settingText(told: Tongue, { run }: Result): string {
  const { setting } = told.words.say;
  const parts = [
    setting.profile(plain(run.profile), plain(run.room)),
    setting.clients(run.clients, run.rooms),
    setting.lasted(timeText(told, run.seconds)),
    setting.seed(run.seed),
    ...(run.net === "good" ? [] : [setting.line(plain(run.net))]),
    setting.server(plain(run.url), run.ownServer),
  ];
  return parts.join(told.words.comma);
}

/** All broken objectives; one alone is in the verdict already. */
function brokenBlock(told: Tongue, { broken, phases }: Result): readonly string[] {
  if (broken.length < 2) return [];
  const said = broken.map((judged) => `  ${judgedText(told, judged, phases)}`);
  return [`${told.words.say.brokenTitle}${told.words.colon.trimEnd()}`, ...said];
}

function distributionBlock(told: Tongue, result: Result): readonly string[] {
  const head = ["", told.words.page.head.count, "p50", "p90", "p95", "p99", "p99.9", "max"];
  return table([head, ...distributionRows(told, result)]);
}

function phaseBlock(told: Tongue, { phases }: Result): readonly string[] {
  if (phases.length === 0) return [];
  const rows = phases.map((phase, i) => [
    phaseName(told, phases, i),
    timeText(told, phase.to - phase.from),
    ...phaseCells(told, phase),
  ]);
  return table([phaseHeads(told), ...rows]);
}

function findingLines(told: Tongue, result: Result): readonly Line[] {
  const { lines, compared } = told.words;
  const knee: readonly Line[] = result.knee ? [[lines.knee, kneeText(told, result.knee)]] : [];
  const baseline = (result.baseline ?? []).map(
    (one): Line => [compared[one.figure], baselineText(told, one)],
  );
  return [
    [lines.capacity, capacityText(told, result.capacity)],
    ...knee,
    [lines.leak, leakText(told, result.leak)],
    ...baseline,
    [lines.recording, recordingText(told, result)],
  ];
}

function tailBlock(told: Tongue, { serverTail }: Result): readonly string[] {
  if (serverTail.length === 0) return [];
  const title = `${told.words.say.serverTail}${told.words.colon.trimEnd()}`;
  return [title, ...serverTail.map((line) => `  ${plain(line)}`)];
}
