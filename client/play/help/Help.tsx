import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { GameId } from "../../../schema/games.ts";
import { browserPads, isUsablePad } from "../../gamepads.ts";
import { DEVICES, type Device, type HelpPictures } from "../../games/help.ts";
import { SCREENS } from "../../games/index.ts";
import { t } from "../../i18n/index.ts";

/** How the game is played, in pictures, beside the running game: only its buttons stop the pointer. */
export function Help({ game, onClose }: { readonly game: GameId; readonly onClose: () => void }) {
  const texts = t.value.help;
  const heading = useId();
  const name = useId();
  const device = useSignal<Device>(deviceAtHand());
  const loaded = useSignal<{ readonly Pictures: HelpPictures } | undefined>(undefined);
  useEffect(() => {
    const load = async () => {
      loaded.value = { Pictures: await SCREENS[game].help() };
    };
    // The words of the HUD remain: help that does not load is no reason to stop.
    load().catch(onClose);
  }, [game]);
  if (!loaded.value) return null;
  const { Pictures } = loaded.value;
  return (
    <section class="help" aria-labelledby={heading}>
      <div class="help-head">
        <h2 id={heading}>{texts.title}</h2>
        <fieldset class="help-devices">
          <legend class="unseen">{texts.title}</legend>
          {DEVICES.map((id) => (
            <label key={id}>
              <input
                type="radio"
                class="unseen"
                name={name}
                checked={id === device.value}
                onChange={() => {
                  device.value = id;
                }}
              />
              {texts.devices[id]}
            </label>
          ))}
        </fieldset>
        <button type="button" class="primary" onClick={onClose}>
          {texts.done}
        </button>
      </div>
      <Pictures device={device.value} />
    </section>
  );
}

/** What this player most likely plays with. */
function deviceAtHand(): Device {
  if (matchMedia("(pointer: coarse)").matches) return "touch";
  return browserPads().some(isUsablePad) ? "gamepad" : "keyboard";
}
