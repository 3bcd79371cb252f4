import type { Compared, Result } from "../../../result.ts";
import { comparedText, percentText } from "../../facts.ts";
import { DataTable } from "../DataTable.tsx";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

const WIDTH = 220;
const HEIGHT = 26;
/** Differences beyond half are drawn at the edge. */
const LEAST_SPAN = 0.1;
const MOST_SPAN = 0.5;

/** This run beside earlier ones: a dot for the difference, a band for what they differ by anyway. */
export function Baseline({ result: { baseline } }: { readonly result: Result }) {
  if (!baseline) return null;
  const { head, sections } = texts.value;
  const spans = baseline.map((one) => Math.abs(change(one)) + noiseOf(one));
  const span = Math.min(MOST_SPAN, Math.max(LEAST_SPAN, ...spans));
  return (
    <Section id="baseline">
      <DataTable
        name={sections.baseline}
        head={[head.figure, head.before, head.now, head.difference, head.word]}
        words={[3, 4]}
        rows={baseline.map((one) => [
          told.value.words.compared[one.figure],
          comparedText(told.value, one.figure, one.before),
          comparedText(told.value, one.figure, one.now),
          <Difference key="drawn" compared={one} span={span} />,
          <span key="word" class={`word ${one.word}`}>
            {told.value.words.comparison[one.word]}
          </span>,
        ])}
      />
    </Section>
  );
}

const change = ({ now, before }: Compared): number => (before === 0 ? 0 : now / before - 1);
const noiseOf = ({ noise, before }: Compared): number =>
  noise === null || before === 0 ? 0 : noise / before;

/** Points to where the dot would be, beyond the edge. */
const arrow = (x: number, way: number): string =>
  `M${x + 6 * way} ${HEIGHT / 2}l${-11 * way} -7v14z`;

function Difference({ compared, span }: { readonly compared: Compared; readonly span: number }) {
  const [by, noise] = [change(compared), noiseOf(compared)];
  const x = (share: number) =>
    WIDTH / 2 + (Math.max(-span, Math.min(span, share)) / span) * (WIDTH / 2 - 8);
  const isBeyond = Math.abs(by) > span;
  const sign = by > 0 ? "+" : "";
  const said = `${sign}${percentText(told.value, Math.round(by * 1000) / 1000)}`;
  return (
    <span class="difference">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <rect class="noise" x={x(-noise)} y="5" width={x(noise) - x(-noise)} height={HEIGHT - 10} />
        <line class="zero" x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT} />
        {isBeyond ? (
          <path class={`dot ${compared.word}`} d={arrow(x(by), Math.sign(by))} />
        ) : (
          <circle class={`dot ${compared.word}`} cx={x(by)} cy={HEIGHT / 2} r="5" />
        )}
      </svg>
      <span>
        {compared.noise === null
          ? said
          : texts.value.baselineChart(said, percentText(told.value, noise))}
      </span>
    </span>
  );
}
