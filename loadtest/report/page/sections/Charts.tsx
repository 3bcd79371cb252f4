import type { Result } from "../../../result.ts";
import { Chart } from "../chart/Chart.tsx";
import { measuredOf } from "../chart/options.ts";
import { CHARTS } from "../chart/specs.ts";
import { Section } from "../Section.tsx";
import { texts, told, zoom } from "../state.ts";

export function Charts({ result: { timeline, phases } }: { readonly result: Result }) {
  const words = texts.value;
  // A single second is a dot, not a line.
  if (timeline.t.length < 2) {
    return (
      <Section id="charts">
        <p>{words.noTimeline}</p>
      </Section>
    );
  }
  const { comma } = told.value.words;
  const drawn = CHARTS.filter((spec) => measuredOf(spec, timeline).length > 0);
  const empty = CHARTS.filter((spec) => !drawn.includes(spec)).map(({ id }) => words.charts[id]);
  return (
    <Section id="charts">
      <div class="chart-help">
        <p class="hint">{words.chartHelp}</p>
        <button
          type="button"
          disabled={zoom.value === null}
          onClick={() => {
            zoom.value = null;
          }}
        >
          {words.resetZoom}
        </button>
      </div>
      <div class="charts">
        {drawn.map((spec) => (
          <Chart key={spec.id} spec={spec} timeline={timeline} phases={phases} />
        ))}
      </div>
      {empty.length > 0 && <p class="missing">{words.notMeasured(empty.join(comma))}</p>}
    </Section>
  );
}
