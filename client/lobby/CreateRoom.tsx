import type { Signal } from "@preact/signals";
import type { TargetedSubmitEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { SKILLS } from "../../schema/arena/options.ts";
import { t } from "../i18n/index.ts";
import { FIRST_GAME, play } from "../play/current.ts";
import { BOTS_MAX, bots, MAPS, MINUTES, map, minutes, readBots, skill } from "./form.ts";

/** A room for invited people. */
export function CreateRoom() {
  const texts = t.value.create;
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const create = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fill = readBots(bots.value);
    setWrong(fill === undefined);
    if (fill === undefined) return field.current?.focus();
    const options = {
      private: true,
      // Seats that are taken: the bots' and the creator's.
      fill: fill === 0 ? 0 : fill + 1,
      matchSeconds: minutes.value * 60,
      map: map.value,
      skill: skill.value,
    };
    play({ kind: "create", game: FIRST_GAME, options });
  };
  return (
    <form class="block create" onSubmit={create} noValidate aria-labelledby="create-heading">
      <h2 id="create-heading">{texts.heading}</h2>
      <p class="hint">{texts.text}</p>
      <div class="field">
        <label for="bots">{texts.bots}</label>
        <div class="stepper">
          <Step by={-1} />
          <input
            id="bots"
            ref={field}
            inputMode="numeric"
            autocomplete="off"
            value={bots.value}
            aria-invalid={wrong}
            aria-describedby="bots-hint"
            onInput={(event) => {
              bots.value = event.currentTarget.value;
            }}
          />
          <Step by={1} />
        </div>
        <p class={wrong ? "hint error" : "hint"} id="bots-hint" role={wrong ? "alert" : undefined}>
          {wrong ? texts.botsError(BOTS_MAX) : texts.botsHint(BOTS_MAX)}
        </p>
      </div>
      <Segments
        legend={texts.length}
        chosen={minutes}
        options={MINUTES.map((count) => [count, texts.minutes(count)])}
      />
      <Segments legend={texts.map} chosen={map} options={MAPS.map((id) => [id, texts.maps[id]])} />
      <Segments
        legend={texts.skill}
        chosen={skill}
        options={SKILLS.map((level) => [level, texts.skills[level]])}
      />
      <button type="submit">{texts.submit}</button>
    </form>
  );
}

/** For thumbs; keyboards type the number, so it is not in the tab order. */
function Step({ by }: { readonly by: 1 | -1 }) {
  const change = () => {
    const next = (readBots(bots.value) ?? 0) + by;
    bots.value = String(Math.min(BOTS_MAX, Math.max(0, next)));
  };
  return (
    <button type="button" class="step" tabIndex={-1} aria-hidden="true" onClick={change}>
      {by > 0 ? "+" : "−"}
    </button>
  );
}

interface SegmentsProps<T extends string | number> {
  readonly legend: string;
  readonly chosen: Signal<T>;
  readonly options: readonly (readonly [value: T, label: string])[];
}

/** One choice of a few, all in sight. */
function Segments<T extends string | number>({ legend, chosen, options }: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            class="unseen"
            name={name}
            checked={chosen.value === value}
            onChange={() => {
              chosen.value = value;
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
