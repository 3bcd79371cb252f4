import { t } from "../i18n/index.ts";
import { FIRST_GAME } from "../play/current.ts";
import { demand } from "./filter.ts";
import { changeFilter, filter } from "./list.ts";

/** Which rooms to show: by free seats, and by what tells the game's rooms apart. */
export function Filters() {
  const texts = t.value;
  const now = filter.value;
  return (
    <fieldset class="filters">
      <legend class="unseen">{texts.lobby.filters}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={now.free}
          onChange={(event) => changeFilter({ ...now, free: event.currentTarget.checked })}
        />
        {texts.lobby.freeOnly}
      </label>
      {Object.entries(texts.games[FIRST_GAME].facts).map(([name, { label, all, values }]) => (
        <select
          key={name}
          aria-label={label}
          value={now.facts[name] ?? ""}
          onChange={(event) => changeFilter(demand(now, name, event.currentTarget.value))}
        >
          <option value="">{all}</option>
          {Object.entries(values).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ))}
    </fieldset>
  );
}
