import uPlot from "uplot";
import type { PhaseFigures, Timeline } from "../../../result.ts";
import type { Tongue } from "../../words/index.ts";
import type { Palette } from "./palette.ts";
import { drawPhases, LABEL_STRIP } from "./phases.ts";
import {
  type ChartSpec,
  isMeasured,
  type SeriesSpec,
  stamp,
  tickText,
  type Unit,
} from "./specs.ts";

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
/** No 25: with the digits that a figure is worth it would be read as 30. */
const ROUND = Array.from({ length: 13 }, (_, i) => 10 ** (i - 2)).flatMap((power) => [
  power,
  2 * power,
  5 * power,
]);
const HEADROOM = 1.08;
const CURSORS = "run";
const AXIS_GAP = 12;
const BARS = uPlot.paths.bars?.({ size: [0.6, 12] });

/** What a plot is drawn from. Only measured series are in it. */
export interface PlotFacts {
  readonly spec: ChartSpec;
  readonly series: readonly SeriesSpec[];
  readonly timeline: Timeline;
  readonly phases: readonly PhaseFigures[];
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Paper is drawn larger than it is shown, to be sharp there. */
  readonly scale: number;
  readonly told: Tongue;
}

export const measuredOf = (spec: ChartSpec, timeline: Timeline): readonly SeriesSpec[] =>
  spec.series.filter((series) => isMeasured(timeline, series));

export const dataOf = ({ series, timeline }: PlotFacts): uPlot.AlignedData =>
  [timeline.t, ...series.map(({ column }) => timeline.columns[column])] as uPlot.AlignedData;

export function optionsOf(facts: PlotFacts, look: Look): uPlot.Options {
  const { spec, series, phases } = facts;
  const { palette, scale, told } = look;
  const right = series.find((one) => one.right)?.right;
  return {
    width: look.width * scale,
    height: look.height * scale,
    padding: [LABEL_STRIP * scale, right ? 0 : 14 * scale, 0, 0],
    legend: { show: false },
    focus: { alpha: 1 },
    scales: {
      x: { time: false },
      left: { range: fromZero },
      ...(right ? { right: { range: fromZero } } : {}),
    },
    axes: [
      xAxis(look),
      yAxis("left", spec.unit, look),
      ...(right ? [yAxis("right", right, look)] : []),
    ],
    series: [{}, ...series.map((one) => lineOf(one, look))],
    cursor: {
      y: false,
      points: { size: 7 * scale },
      drag: { x: true, y: false, setScale: false },
      sync: {
        key: CURSORS,
        scales: ["x", null],
        // Zooming is the page's own: the keyboard does it, too.
        filters: { pub: (type) => type === "mousemove" || type === "mouseleave", sub: () => true },
      },
    },
    hooks: { drawClear: [drawPhases(phases, told, { palette, scale })] },
  };
}

const fromZero = (_: uPlot, _min: number, max: number): [number, number] => [
  0,
  max > 0 ? max * HEADROOM : 1,
];

const fontOf = ({ palette, scale }: Look) => palette.font.replace("12px", `${12 * scale}px`);

const common = (look: Look) => ({
  stroke: look.palette.text,
  font: fontOf(look),
  ticks: { show: false },
  gap: 6 * look.scale,
});

const xAxis = (look: Look): uPlot.Axis => ({
  ...common(look),
  incrs: STEPS,
  space: 56 * look.scale,
  size: 28 * look.scale,
  grid: { show: false },
  values: (_, seconds) => seconds.map(stamp),
});

const yAxis = (scale: "left" | "right", unit: Unit, look: Look): uPlot.Axis => ({
  ...common(look),
  scale,
  side: scale === "left" ? 3 : 1,
  space: 34 * look.scale,
  grid: { show: scale === "left", stroke: look.palette.grid, width: look.scale },
  // A tick of half an error, or of half a byte, says nothing.
  incrs: unit === "count" || unit === "bytes" ? ROUND.filter((step) => step >= 1) : ROUND,
  values: (_, ticks) => ticks.map((tick) => tickText(look.told, unit, tick)),
  size: (plot, labels) => widthOf(plot, labels, look),
});

function widthOf(plot: uPlot, labels: readonly string[] | null, look: Look): number {
  plot.ctx.save();
  plot.ctx.font = fontOf(look);
  const widest = Math.max(0, ...(labels ?? []).map((text) => plot.ctx.measureText(text).width));
  plot.ctx.restore();
  return Math.ceil(widest + AXIS_GAP * look.scale);
}

/** A value between gaps is on no line: it is drawn as a point. */
function lonely(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  const isGap = (row: number) => (values[row] ?? null) === null;
  const found: number[] = [];
  for (const row of values.keys()) {
    if (!isGap(row) && isGap(row - 1) && isGap(row + 1)) found.push(row);
  }
  return found;
}

function lineOf({ role, right }: SeriesSpec, { palette, scale }: Look): uPlot.Series {
  const { color, width, dash } = palette.roles[role];
  return {
    scale: right ? "right" : "left",
    stroke: color,
    width: width * scale,
    dash: dash.map((length) => length * scale),
    // Rare and sudden: a line between them would tell of something that was not there.
    ...(role === "alarm" && BARS ? { paths: BARS, fill: color } : {}),
    points: { show: true, size: 4 * scale, fill: color, filter: lonely },
  };
}
