import type { Result } from "../../../result.ts";
import type { Tally } from "../../../tally.ts";
import { byCount } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { Outside } from "../Outside.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

/** Whatever has an id and a count. */
export function Tallies({ result }: { readonly result: Result }) {
  const { lines } = told.value.words;
  const kinds: readonly (readonly [string, Tally])[] = [
    [texts.value.failedJoins, result.failed],
    [lines.endings, result.endings],
    [lines.errors, result.errors],
    [lines.provoked, result.provoked],
    [lines.notes, result.notes],
  ];
  const some = kinds.filter(([, tally]) => Object.keys(tally).length > 0);
  return (
    <Section id="tallies">
      {some.length === 0 && <p>{texts.value.noTallies}</p>}
      <div class="pair">
        {some.map(([name, tally]) => (
          <div key={name}>
            <h3>{name}</h3>
            <DataTable
              name={name}
              head={[texts.value.head.id, texts.value.head.times]}
              rows={byCount(tally).map(([id, times]) => [
                <Outside key="id" text={id} />,
                told.value.n.figure(times),
              ])}
            />
          </div>
        ))}
      </div>
    </Section>
  );
}
