import type { PhaseFigures, Result } from "../../../result.ts";
import { phaseName, timeText } from "../../facts.ts";
import { capital } from "../../findings.ts";
import { phaseCells, phaseHeads } from "../../lines.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

export function Phases({ result: { phases } }: { readonly result: Result }) {
  const { head, sections, noPhases } = texts.value;
  if (phases.length === 0) {
    return (
      <Section id="phases">
        <p>{noPhases}</p>
      </Section>
    );
  }
  const isDoubted = phases.some(({ doubt }) => doubt !== null);
  return (
    <Section id="phases">
      <DataTable
        name={sections.phases}
        head={[...phaseHeads(told.value), ...(isDoubted ? [head.doubt] : [])]}
        rows={phases.map((phase, i) => [
          capital(phaseName(told.value, phases, i)),
          timeText(told.value, phase.to - phase.from),
          ...phaseCells(told.value, phase),
          ...(isDoubted ? [doubtText(phase)] : []),
        ])}
      />
    </Section>
  );
}

const doubtText = ({ doubt }: PhaseFigures): string =>
  doubt ? `⚠ ${texts.value.doubts[doubt.kind]}` : told.value.words.none;
