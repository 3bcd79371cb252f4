import type { Judged } from "../../../objectives.ts";
import type { Result } from "../../../result.ts";
import { isAtLeast, judgedTexts, phaseName } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

/** What was demanded: the broken first, what could not be judged last. */
export function Gates({ result: { judged, phases } }: { readonly result: Result }) {
  const { head, sections, noObjectives } = texts.value;
  const sorted = judged.toSorted((a, b) => orderOf(a) - orderOf(b));
  return (
    <Section id="gates">
      {judged.length === 0 ? (
        <p>{noObjectives}</p>
      ) : (
        <DataTable
          name={sections.gates}
          head={[head.objective, head.ok, head.phase, head.value, head.limit]}
          words={[1, 2]}
          rows={sorted.map((one) => [
            told.value.words.objectives[one.objective],
            <Met key="met" judged={one} />,
            phaseName(told.value, phases, one.phase),
            judgedTexts(told.value, one).value,
            limitText(one),
          ])}
        />
      )}
    </Section>
  );
}

function orderOf({ ok, value }: Judged): number {
  if (value === null) return 2;
  return ok ? 1 : 0;
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
