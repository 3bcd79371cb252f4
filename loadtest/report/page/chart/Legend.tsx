import type { Signal } from "@preact/signals";
import type { Timeline } from "../../../result.ts";
import { cursor, onPaper, texts, told } from "../state.ts";
import { PAPER, TORCHLIGHT } from "./palette.ts";
import { type ChartSpec, type Role, type SeriesSpec, stamp, valueText } from "./specs.ts";

interface LegendProps {
  readonly spec: ChartSpec;
  readonly series: readonly SeriesSpec[];
  readonly timeline: Timeline;
  readonly hidden: Signal<ReadonlySet<string>>;
}

/** What each line is, what it is at the cursor, and a way to hide it. */
export function Legend({ spec, series, timeline, hidden }: LegendProps) {
  const { row } = cursor.value;
  const toggle = (column: string) => {
    const next = new Set(hidden.value);
    if (!next.delete(column)) next.add(column);
    hidden.value = next;
  };
  return (
    <ul class="legend">
      {series.map(({ column, role, right }) => {
        const value = row === null ? null : timeline.columns[column][row];
        return (
          <li key={column}>
            <button
              type="button"
              class="quiet"
              aria-pressed={!hidden.value.has(column)}
              onClick={() => toggle(column)}
            >
              <Swatch role={role} />
              {texts.value.series[column]}
            </button>
            <span class="value">
              {typeof value === "number" ? valueText(told.value, right ?? spec.unit, value) : ""}
            </span>
          </li>
        );
      })}
      <li class="when">{row === null ? "" : stamp(timeline.t[row] ?? 0)}</li>
    </ul>
  );
}

function Swatch({ role }: { readonly role: Role }) {
  const { color, width, dash } = (onPaper.value ? PAPER : TORCHLIGHT).roles[role];
  return (
    <svg class="swatch" viewBox="0 0 24 8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="24"
        y2="4"
        stroke={color}
        stroke-width={width}
        stroke-dasharray={dash.join(" ")}
      />
    </svg>
  );
}
