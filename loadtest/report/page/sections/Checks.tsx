import type { Result } from "../../../result.ts";
import { checkLines } from "../../lines.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

export function Checks({ result }: { readonly result: Result }) {
  const { head, sections } = texts.value;
  return (
    <Section id="checks">
      <DataTable
        name={sections.checks}
        head={[head.check, head.found]}
        words={[1]}
        rows={checkLines(told.value, result)}
      />
    </Section>
  );
}
