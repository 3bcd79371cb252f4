import type { Result } from "../../../result.ts";
import { capacityText, kneeText, leakText } from "../../findings.ts";
import { CapacityChart } from "../chart/CapacityChart.tsx";
import { Section } from "../Section.tsx";
import { told } from "../state.ts";

/** How many it holds, in words and drawn; and what else limits a long run. */
export function Capacity({ result }: { readonly result: Result }) {
  const { capacity, knee, leak, timeline } = result;
  const { lines } = told.value.words;
  return (
    <Section id="capacity">
      <p class="finding">{capacityText(told.value, capacity)}</p>
      {capacity.known && <CapacityChart capacity={capacity} timeline={timeline} />}
      <dl class="findings">
        {knee && (
          <div>
            <dt>{lines.knee}</dt>
            <dd>{kneeText(told.value, knee)}</dd>
          </div>
        )}
        <div>
          <dt>{lines.leak}</dt>
          <dd>{leakText(told.value, leak)}</dd>
        </div>
      </dl>
    </Section>
  );
}
