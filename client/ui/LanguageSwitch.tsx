import { DICTIONARIES, LANGUAGES, language, speak, t } from "../i18n/index.ts";

/** One button per language, each in its own words. */
export function LanguageSwitch() {
  return (
    <fieldset class="languages">
      <legend class="unseen">{t.value.language.label}</legend>
      {LANGUAGES.map((id) => (
        <button
          key={id}
          type="button"
          class="quiet"
          lang={id}
          aria-pressed={id === language.value}
          onClick={() => speak(id)}
        >
          {DICTIONARIES[id].language.self}
        </button>
      ))}
    </fieldset>
  );
}
