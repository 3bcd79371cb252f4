import { mostSeats } from "../../../../schema/arena/maps.ts";
import { MODES, ROTATE, SKILLS } from "../../../../schema/arena/options.ts";
import { t } from "../../../i18n/index.ts";
import { CountField } from "../../../ui/CountField.tsx";
import { Choice } from "../../../ui/settings/Choice.tsx";
import type { OptionsFieldsProps } from "../../options.ts";
import { choicesOf, LIMIT_MAX, lengthsWith, MAPS, mapsFor } from "./draft.ts";

/** Map, mode, length, score limit and the bots' strength: see `OptionsForm` for how it is used. */
export function ArenaFields(props: OptionsFieldsProps) {
  const { value, onChange, disabled, wrong = [], seats = 0, seated } = props;
  const texts = t.value.arenaOptions;
  const { map, mode, matchSeconds, skill } = choicesOf(value);
  const set = (name: string) => (chosen: string) => onChange({ ...value, [name]: chosen });
  return (
    <fieldset class="own-options" disabled={disabled}>
      <Choice
        name="map"
        legend={texts.map}
        options={seated ? mapsFor(seats) : MAPS}
        chosen={map}
        label={(id) => (id === ROTATE ? texts.rotate : texts.maps[id])}
        onChoose={set("map")}
        error={
          wrong.includes("map") && map !== ROTATE
            ? texts.mapError(texts.maps[map], mostSeats(map), seats)
            : undefined
        }
      />
      <Choice
        legend={texts.mode}
        options={MODES}
        chosen={mode}
        label={(id) => texts.modes[id]}
        onChoose={set("mode")}
      />
      <Choice
        legend={texts.length}
        options={lengthsWith(matchSeconds).map(String)}
        chosen={String(matchSeconds)}
        label={lengthWords}
        onChoose={set("matchSeconds")}
      />
      <Choice
        legend={texts.skill}
        options={SKILLS}
        chosen={skill}
        label={(id) => texts.skills[id]}
        onChoose={set("skill")}
      />
      <CountField
        name="scoreLimit"
        label={texts.limit}
        value={value.scoreLimit ?? ""}
        onChange={set("scoreLimit")}
        min={1}
        max={LIMIT_MAX}
        blank={texts.limitAuto}
        hint={texts.limitHint(LIMIT_MAX)}
        error={wrong.includes("scoreLimit") ? texts.limitError(LIMIT_MAX) : undefined}
      />
    </fieldset>
  );
}

function lengthWords(seconds: string): string {
  const texts = t.value.arenaOptions;
  const count = Number(seconds);
  return count % 60 === 0 ? texts.minutes(count / 60) : texts.seconds(count);
}
