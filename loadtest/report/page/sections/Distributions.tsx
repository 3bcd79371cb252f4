import type { Result } from "../../../result.ts";
import { distributionRows } from "../../lines.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

export function Distributions({ result }: { readonly result: Result }) {
  const { head, sections } = texts.value;
  return (
    <Section id="distributions">
      <DataTable
        name={sections.distributions}
        head={[head.distribution, head.count, "p50", "p90", "p95", "p99", "p99.9", "max"]}
        rows={distributionRows(told.value, result)}
      />
    </Section>
  );
}
