import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { FIRST_GAME, play } from "../play/current.ts";
import { BOTS_MAX, bots, MINUTES, minutes, readBots } from "./form.ts";

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
    const options = { private: true, fill, matchSeconds: minutes.value * 60 };
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
      <Lengths />
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

function Lengths() {
  const texts = t.value.create;
  return (
    <fieldset class="segments">
      <legend>{texts.length}</legend>
      {MINUTES.map((count) => (
        <label key={count}>
          <input
            type="radio"
            class="unseen"
            name="minutes"
            checked={minutes.value === count}
            onChange={() => {
              minutes.value = count;
            }}
          />
          <span>{texts.minutes(count)}</span>
        </label>
      ))}
    </fieldset>
  );
}
