import type { Result, Timeline } from "../../../result.ts";
import { coresText, largest, mainPhase, msText, orNone, rateText } from "../../facts.ts";
import { Section } from "../Section.tsx";
import { texts, told } from "../state.ts";

export function KeyFigures({ result }: { readonly result: Result }) {
  return (
    <Section id="figures">
      <dl class="key">
        {keyFigures(result).map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

type Figure = readonly [label: string, text: string];

function keyFigures({ phases, total, timeline, capacity, errors }: Result): readonly Figure[] {
  const { key, of } = texts.value;
  const tongue = told.value;
  const { figure } = tongue.n;
  const main = mainPhase({ phases });
  const { echo, ping } = total.distributions;
  const { joinsOk, joinsStarted } = total.counters;
  const { serverCores, tickP99 } = timeline.columns;
  const span = pointSeconds(timeline);
  const ms = (value: number | null | undefined) => orNone(tongue, value, (v) => msText(tongue, v));
  const rate = (value: number | undefined) => orNone(tongue, value, (v) => rateText(tongue, v));
  const perCore = capacity.known ? Math.floor(capacity.perCore) : null;
  const failures = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return [
    [key.clients, orNone(tongue, largest(phases.map((p) => p.connectedMax)), figure)],
    [
      key.joins,
      joinsStarted > 0 ? of(figure(joinsOk), figure(joinsStarted)) : tongue.words.notAvailable,
    ],
    [key.echo, ms(echo?.p95)],
    [key.ping, ms(ping?.p95)],
    [key.server(span), orNone(tongue, largest(serverCores), (v) => coresText(tongue, v))],
    [key.tick(span), ms(largest(tickP99))],
    [key.bytesIn, rate(main?.bytes?.in)],
    [key.bytesOut, rate(main?.bytes?.out)],
    [
      key.perCore,
      orNone(tongue, perCore, (v) =>
        capacity.known && capacity.capped ? `≥ ${figure(v)}` : figure(v),
      ),
    ],
    [key.errors, joinsStarted > 0 ? figure(failures) : tongue.words.notAvailable],
  ];
}

/** A long run's points are of several seconds each. */
const pointSeconds = ({ t: [first = 0, second = first + 1] }: Timeline): number => second - first;
