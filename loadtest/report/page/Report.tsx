import type { Result } from "../../result.ts";
import { Header } from "./Header.tsx";
import { Baseline } from "./sections/Baseline.tsx";
import { Capacity } from "./sections/Capacity.tsx";
import { Charts } from "./sections/Charts.tsx";
import { Checks } from "./sections/Checks.tsx";
import { Distributions } from "./sections/Distributions.tsx";
import { Gates } from "./sections/Gates.tsx";
import { KeyFigures } from "./sections/KeyFigures.tsx";
import { Next } from "./sections/Next.tsx";
import { Phases } from "./sections/Phases.tsx";
import { Setup } from "./sections/Setup.tsx";
import { Tail } from "./sections/Tail.tsx";
import { Tallies } from "./sections/Tallies.tsx";
import { Worst } from "./sections/Worst.tsx";
import { lang, texts } from "./state.ts";
import { Verdict } from "./Verdict.tsx";

/** The whole report: what it means first, then what it rests on. */
export function Report({ result }: { readonly result: Result }) {
  return (
    <>
      <a class="skip" href={`#${lang.value}-figures`}>
        {texts.value.skip}
      </a>
      <Header result={result} />
      <main>
        <Verdict result={result} />
        <Next result={result} />
        <KeyFigures result={result} />
        <Gates result={result} />
        <Charts result={result} />
        <Distributions result={result} />
        <Phases result={result} />
        <Capacity result={result} />
        <Baseline result={result} />
        <Checks result={result} />
        <Worst result={result} />
        <Tallies result={result} />
        <Setup result={result} />
        <Tail result={result} />
      </main>
      <footer>{texts.value.footer}</footer>
    </>
  );
}
