import type { Timeline, TimelineColumn } from "../../../result.ts";
import { bytesText, coresText, msText, rateText } from "../../facts.ts";
import type { Tongue, Words } from "../../words/index.ts";

export type Unit = "ms" | "count" | "bytes" | "rate" | "cores" | "mb";
/** How a line looks: by colour, width and dashes at once. */
export type Role = "main" | "second" | "third" | "fourth" | "alarm";
export type ChartId = keyof Words["page"]["charts"];

export interface SeriesSpec {
  readonly column: TimelineColumn;
  readonly role: Role;
  /** Set where it has an axis of its own, on the right. */
  readonly right?: Unit;
}
export interface ChartSpec {
  readonly id: ChartId;
  readonly unit: Unit;
  /** The first tells the chart's story in words. */
  readonly series: readonly SeriesSpec[];
}

export const CHARTS: readonly ChartSpec[] = [
  {
    id: "latency",
    unit: "ms",
    series: [
      { column: "echoP95", role: "main" },
      { column: "echoP50", role: "second" },
      { column: "echoP99", role: "third" },
      { column: "echoMax", role: "fourth" },
    ],
  },
  {
    id: "players",
    unit: "count",
    series: [
      { column: "connected", role: "main" },
      { column: "players", role: "second" },
      { column: "rooms", role: "fourth" },
      { column: "joins", role: "third", right: "count" },
    ],
  },
  {
    id: "cpu",
    unit: "cores",
    series: [
      { column: "serverCores", role: "main" },
      { column: "generatorCores", role: "second" },
    ],
  },
  {
    id: "tick",
    unit: "ms",
    series: [
      { column: "tickP99", role: "main" },
      { column: "tickP50", role: "second" },
      { column: "overruns", role: "alarm", right: "count" },
    ],
  },
  {
    id: "loop",
    unit: "ms",
    series: [
      { column: "serverLagP99", role: "main" },
      { column: "serverLagMax", role: "fourth" },
      { column: "generatorLagP99", role: "second" },
    ],
  },
  {
    id: "bytes",
    unit: "rate",
    series: [
      { column: "bytesIn", role: "main" },
      { column: "bytesOut", role: "second" },
      { column: "sendQueueBytes", role: "third", right: "bytes" },
    ],
  },
  {
    id: "memory",
    unit: "mb",
    series: [
      { column: "rssMb", role: "main" },
      { column: "heapMb", role: "second" },
      { column: "gcMs", role: "third", right: "ms" },
    ],
  },
  {
    id: "patches",
    unit: "ms",
    series: [
      { column: "intervalP95", role: "main" },
      { column: "stalenessP95", role: "second" },
    ],
  },
  {
    id: "errors",
    unit: "count",
    series: [
      { column: "errors", role: "alarm" },
      { column: "drops", role: "second" },
      { column: "failedJoins", role: "third" },
    ],
  },
];

const MB = 1_000_000;

export function valueText(told: Tongue, unit: Unit, value: number): string {
  if (unit === "ms") return msText(told, value);
  if (unit === "bytes") return bytesText(told, value);
  if (unit === "rate") return rateText(told, value);
  if (unit === "mb") return bytesText(told, value * MB);
  return unit === "cores" ? coresText(told, value) : told.n.figure(value);
}

/** At an axis, where the unit would be said too often. */
export const tickText = (told: Tongue, unit: Unit, value: number): string =>
  unit === "cores" ? told.n.figure(value) : valueText(told, unit, value);

/** "0:42", "1:05:00". */
export function stamp(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export const isMeasured = ({ columns }: Timeline, { column }: SeriesSpec): boolean =>
  columns[column].some((value) => value !== null);

/** Median and largest of a column, and the second of the latter; null when nothing was measured. */
export function summaryOf(
  { t, columns }: Timeline,
  column: TimelineColumn,
): { readonly median: number; readonly most: number; readonly at: number } | null {
  const known = columns[column].flatMap((value, row) => (value === null ? [] : [{ value, row }]));
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const most = sorted.at(-1);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!most || !middle) return null;
  // Of several that are equally large, the first.
  const first = known.find(({ value }) => value === most.value) ?? most;
  return { median: middle.value, most: most.value, at: t[first.row] ?? 0 };
}
