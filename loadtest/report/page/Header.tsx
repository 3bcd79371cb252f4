import type { Result } from "../../result.ts";
import { LANGS, tongue } from "../words/index.ts";
import type { SectionId } from "./Section.tsx";
import { lang, speak, texts } from "./state.ts";

const LINKED: readonly SectionId[] = [
  "figures",
  "gates",
  "charts",
  "distributions",
  "capacity",
  "checks",
  "worst",
  "setup",
];

/** The arch of the brand. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-stone" d="M3 30V15a13 13 0 0 1 26 0v15h-5V15a8 8 0 0 0-16 0v15z" />
      <path class="mark-light" d="M9 30V15a7 7 0 0 1 14 0v15z" />
      <path class="mark-bars" d="M12.5 9v21M16 8v22M19.5 9v21M9 17h14M9 23h14" />
    </svg>
  );
}

export function Header({ result }: { readonly result: Result }) {
  const words = texts.value;
  const begun = new Date(result.run.startedAt);
  return (
    <header>
      <div class="bar">
        <Mark />
        <h1>{words.brand}</h1>
        {Number.isNaN(begun.getTime()) ? null : (
          <time dateTime={begun.toISOString()}>
            {begun.toLocaleString(tongue(lang.value).words.locale, {
              dateStyle: "medium",
              timeStyle: "short",
            })}
          </time>
        )}
        <fieldset class="languages">
          <legend class="unseen">{words.language}</legend>
          {LANGS.map((id) => {
            const { words: own } = tongue(id);
            return (
              <button
                key={id}
                type="button"
                class="quiet"
                lang={own.locale}
                aria-pressed={id === lang.value}
                onClick={() => speak(id)}
              >
                {own.self}
              </button>
            );
          })}
        </fieldset>
      </div>
      <nav aria-label={words.contents}>
        <ul>
          {LINKED.map((id) => (
            <li key={id}>
              <a href={`#${lang.value}-${id}`}>{words.sections[id]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
