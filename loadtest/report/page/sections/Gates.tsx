import type { Judged } from "../../../objectives.ts";
import type { Result } from "../../../result.ts";
import { type Demand, demandsOf } from "../../closeness.ts";
import { isAtLeast, judgedTexts, phaseName } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

/** What was demanded; of phases that all met it, the one that came closest to the limit. */
export function Gates({ result: { judged, phases } }: { readonly result: Result }) {
  const { head, sections, noObjectives } = texts.value;
  const phaseOf = ({ judged: { phase, value }, of }: Demand): string => {
    if (of === 1) return phaseName(told.value, phases, phase);
    if (value === null || value === 0) return texts.value.phases(of);
    return texts.value.closest(phaseName(told.value, phases, phase), of);
  };
  return (
    <Section id="gates">
      {judged.length === 0 ? (
        <p>{noObjectives}</p>
      ) : (
        <DataTable
          name={sections.gates}
          head={[head.objective, head.ok, head.phase, head.value, head.limit]}
          words={[1, 2]}
          rows={demandsOf(judged).map((demand) => [
            told.value.words.objectives[demand.judged.objective],
            <Met key="met" judged={demand.judged} />,
            phaseOf(demand),
            judgedTexts(told.value, demand.judged).value,
            limitText(demand.judged),
          ])}
        />
      )}
    </Section>
  );
}

function limitText(judged: Judged): string {
  const { atLeast, atMost } = texts.value;
  const { limit } = judgedTexts(told.value, judged);
  return isAtLeast(judged.objective) ? atLeast(limit) : atMost(limit);
}

function Met({ judged: { value, ok } }: { readonly judged: Judged }) {
  const found = ok ? "yes" : "no";
  const met = value === null ? "unknown" : found;
  return <span class={`met ${met}`}>{texts.value.met[met]}</span>;
}
