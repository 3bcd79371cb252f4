import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PhaseFigures, Timeline } from "../../../result.ts";
import { timeText } from "../../facts.ts";
import { capital } from "../../findings.ts";
import { cursor, texts, told } from "../state.ts";
import { ChartData } from "./ChartData.tsx";
import { onChartKey } from "./keys.ts";
import { Legend } from "./Legend.tsx";
import { measuredOf } from "./options.ts";
import { mountPlot } from "./plot.ts";
import { type ChartSpec, type SeriesSpec, summaryOf, valueText } from "./specs.ts";

export interface ChartProps {
  readonly spec: ChartSpec;
  readonly timeline: Timeline;
  readonly phases: readonly PhaseFigures[];
}

/** One chart, of which something was measured: its story in a sentence, the lines, what each is, and the same as a table. */
export function Chart({ spec, timeline, phases }: ChartProps) {
  const series = measuredOf(spec, timeline);
  const missing = spec.series.filter((one) => !series.includes(one));
  const words = texts.value;
  const names = missing.map(({ column }) => words.series[column]).join(told.value.words.comma);
  return (
    <figure class="chart block" data-chart={spec.id}>
      <figcaption>
        <h3>{words.charts[spec.id]}</h3>
        <p class="story">{storyOf(series[0], spec, timeline)}</p>
      </figcaption>
      <Plot spec={spec} series={series} timeline={timeline} phases={phases} />
      {missing.length > 0 && <p class="missing">{words.notMeasured(names)}</p>}
      <ChartData spec={spec} series={series} timeline={timeline} />
    </figure>
  );
}

/** As a sentence begins; "p95" stays. */
function nameOf(column: SeriesSpec["column"]): string {
  const name = texts.value.series[column];
  return /^p\d/.test(name) ? name : capital(name);
}

function storyOf(series: SeriesSpec | undefined, spec: ChartSpec, timeline: Timeline): string {
  const summary = series && summaryOf(timeline, series.column);
  if (!summary) return "";
  if (summary.most === 0) return texts.value.chartZero(nameOf(series.column));
  const unit = series.right ?? spec.unit;
  const text = (value: number) => valueText(told.value, unit, value);
  return texts.value.chartSays(
    nameOf(series.column),
    text(summary.median),
    text(summary.most),
    timeText(told.value, summary.at),
  );
}

function Plot({
  spec,
  series,
  timeline,
  phases,
}: ChartProps & { readonly series: readonly SeriesSpec[] }) {
  const box = useRef<HTMLDivElement>(null);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  // What is drawn never changes; the rest comes through signals.
  useEffect(() => {
    if (!box.current) return;
    return mountPlot(box.current, { spec, series, timeline, phases }, hidden);
  }, []);
  const { row } = cursor.value;
  return (
    <>
      <div
        ref={box}
        class="plot"
        // A chart's cursor is a slider along the run: that is how it can be heard.
        role="slider"
        tabIndex={0}
        aria-label={texts.value.charts[spec.id]}
        aria-valuemin={timeline.t[0] ?? 0}
        aria-valuemax={timeline.t.at(-1) ?? 0}
        aria-valuenow={timeline.t[row ?? 0] ?? 0}
        aria-valuetext={
          row === null ? storyOf(series[0], spec, timeline) : heard(row, spec, series, timeline)
        }
        onKeyDown={(event) => onChartKey(event, timeline.t)}
      />
      <Legend spec={spec} series={series} timeline={timeline} hidden={hidden} />
    </>
  );
}

function heard(
  row: number,
  spec: ChartSpec,
  series: readonly SeriesSpec[],
  { t, columns }: Timeline,
): string {
  const said = series.map(({ column, right }) => {
    const value = columns[column][row];
    const text =
      typeof value === "number"
        ? valueText(told.value, right ?? spec.unit, value)
        : told.value.words.notAvailable;
    return `${texts.value.series[column]} ${text}`;
  });
  return [timeText(told.value, t[row] ?? 0), ...said].join(told.value.words.comma);
}
