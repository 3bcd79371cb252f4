import type { TargetedSubmitEvent } from "preact";
import { cleanName, NAME_MAX } from "../../schema/lib/name.ts";
import { t } from "../i18n/index.ts";
import { me } from "../me.ts";
import { hueVar, PALETTES } from "../palette.ts";
import { FIRST_GAME, play } from "../play/current.ts";
import { shownName } from "../profile.ts";
import { Gate } from "./Gate.tsx";

/** Longer than any name: what is too long is shown cut, not refused while it is being typed. */
const TYPED_MAX = 64;

/** Name, colour, and the way up: Enter is enough. */
export function Enter() {
  const texts = t.value;
  const enter = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    play({ kind: "quick", game: FIRST_GAME });
  };
  return (
    <form class="block enter" onSubmit={enter}>
      <Gate color={hueVar(me.value.hue)} />
      <div class="enter-body">
        <h2>{texts.profile.heading}</h2>
        <NameField />
        <Hues />
        <button type="submit" class="primary huge">
          {texts.lobby.quickPlay}
        </button>
        <p class="hint">{texts.lobby.quickHint}</p>
      </div>
    </form>
  );
}

function NameField() {
  const texts = t.value.profile;
  const { name, guest } = me.value;
  const differs = name !== "" && cleanName(name) !== name.trim();
  return (
    <div class="field">
      <label for="name">{texts.name}</label>
      <input
        id="name"
        name="name"
        dir="auto"
        autocomplete="nickname"
        spellcheck={false}
        maxLength={TYPED_MAX}
        placeholder={guest}
        value={name}
        aria-describedby="name-hint"
        onInput={(event) => me.change({ name: event.currentTarget.value })}
      />
      <p class="hint" id="name-hint">
        {differs ? texts.shownAs : texts.nameHint(NAME_MAX)}
        {differs && <bdi> {shownName(me.value)}</bdi>}
      </p>
    </div>
  );
}

function Hues() {
  const texts = t.value;
  return (
    <fieldset class="hues">
      <legend>{texts.profile.hue}</legend>
      {PALETTES.standard.map((key, hue) => (
        <label key={key} class="hue">
          <input
            type="radio"
            class="unseen"
            name="hue"
            checked={me.value.hue === hue}
            onChange={() => me.change({ hue })}
          />
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8" fill={hueVar(hue)} />
            <path class="tick" d="M5.5 10.5l3 3 6-6.5" />
          </svg>
          <span>{texts.hues[hue]}</span>
        </label>
      ))}
    </fieldset>
  );
}
