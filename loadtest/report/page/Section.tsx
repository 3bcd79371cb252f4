import type { ComponentChildren } from "preact";
import type { Words } from "../words/index.ts";
import { lang, texts } from "./state.ts";

export type SectionId = keyof Words["page"]["sections"];

interface SectionProps {
  readonly id: SectionId;
  readonly children: ComponentChildren;
}

/** One part of the report. Its id holds the language, so that a link to it keeps it. */
export function Section({ id, children }: SectionProps) {
  const anchor = `${lang.value}-${id}`;
  return (
    <section
      id={anchor}
      class="part"
      data-part={id}
      aria-labelledby={`${anchor}-title`}
      tabIndex={-1}
    >
      <h2 id={`${anchor}-title`}>{texts.value.sections[id]}</h2>
      {children}
    </section>
  );
}
