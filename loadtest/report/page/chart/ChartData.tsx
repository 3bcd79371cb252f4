import { useState } from "preact/hooks";
import type { Timeline } from "../../../result.ts";
import { orNone } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { texts, told } from "../state.ts";
import { type ChartSpec, type SeriesSpec, stamp, valueText } from "./specs.ts";

const MOST_ROWS = 120;

interface ChartDataProps {
  readonly spec: ChartSpec;
  readonly series: readonly SeriesSpec[];
  readonly timeline: Timeline;
}

/** The chart as a table. Made when somebody opens it: an hour is 3,600 rows. */
export function ChartData(props: ChartDataProps) {
  const [isOpen, setOpen] = useState(false);
  const words = texts.value;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.data}
        <span class="unseen"> {words.charts[props.spec.id]}</span>
      </summary>
      {isOpen && <Rows {...props} />}
    </details>
  );
}

function Rows({ spec, series, timeline: { t, columns } }: ChartDataProps) {
  const words = texts.value;
  const nth = Math.ceil(t.length / MOST_ROWS);
  const rows = t.flatMap((second, row) =>
    row % nth === 0
      ? [
          [
            stamp(second),
            ...series.map(({ column, right }) =>
              orNone(told.value, columns[column][row], (value) =>
                valueText(told.value, right ?? spec.unit, value),
              ),
            ),
          ],
        ]
      : [],
  );
  return (
    <>
      {nth > 1 && <p class="hint">{words.everyNth(nth)}</p>}
      <DataTable
        name={words.charts[spec.id]}
        head={[words.head.second, ...series.map(({ column }) => words.series[column])]}
        rows={rows}
      />
    </>
  );
}
