import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import { hueVar, PALETTE_IDS, PALETTES } from "../../palette.ts";
import { MOTIONS } from "../../preferences.ts";
import { settings } from "../../settings.ts";
import { Dialog } from "../Dialog.tsx";
import { LanguageSwitch } from "../LanguageSwitch.tsx";
import { Choice } from "./Choice.tsx";
import { KeyTable } from "./KeyTable.tsx";

/** Everything that a player may set. Each change counts at once and is kept. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = t.value.settings;
  const heading = useId();
  const said = useSignal("");
  const reset = () => {
    settings.reset();
    said.value = t.peek().settings.resetDone;
  };
  return (
    <Dialog class="block settings" labelledBy={heading} onClose={onClose}>
      <div class="row spread settings-head">
        <h2 id={heading}>{texts.title}</h2>
        <LanguageSwitch />
      </div>
      <div class="settings-body">
        <div class="settings-column">
          <Sound />
          <Look />
        </div>
        <KeyTable said={said} />
      </div>
      <p role="status" class="settings-said">
        {said.value}
      </p>
      <div class="row spread">
        <button type="button" class="quiet" onClick={reset}>
          {texts.reset}
        </button>
        <button type="button" class="primary" onClick={onClose}>
          {texts.done}
        </button>
      </div>
    </Dialog>
  );
}

function Sound() {
  const texts = t.value.settings;
  const id = useId();
  const { volume, muted } = settings.value;
  return (
    <fieldset class="settings-group">
      <legend>{texts.sound}</legend>
      <label for={id}>{texts.volume}</label>
      <div class="row volume">
        <input
          id={id}
          type="range"
          min="0"
          max="100"
          step="5"
          value={volume}
          aria-valuetext={texts.percent(volume)}
          onInput={(event) => settings.change({ volume: event.currentTarget.valueAsNumber })}
        />
        <output for={id}>{texts.percent(volume)}</output>
      </div>
      <Check
        label={texts.muted}
        checked={muted}
        onChange={(checked) => settings.change({ muted: checked })}
      />
    </fieldset>
  );
}

function Look() {
  const texts = t.value.settings;
  const { palette, motion, shake } = settings.value;
  return (
    <>
      <Choice
        legend={texts.palette}
        options={PALETTE_IDS}
        chosen={palette}
        label={(id) => texts.palettes[id]}
        onChoose={(id) => settings.change({ palette: id })}
      />
      <svg class="swatches" viewBox="0 0 160 16" aria-hidden="true">
        {PALETTES.standard.map((key, hue) => (
          <circle key={key} cx={10 + hue * 20} cy="8" r="7" fill={hueVar(hue)} />
        ))}
      </svg>
      <Choice
        legend={texts.motion}
        options={MOTIONS}
        chosen={motion}
        label={(id) => texts.motions[id]}
        onChoose={(id) => settings.change({ motion: id })}
      />
      <Check
        label={texts.shake}
        checked={shake}
        onChange={(checked) => settings.change({ shake: checked })}
      />
    </>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
