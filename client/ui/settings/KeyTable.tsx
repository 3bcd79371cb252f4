import type { Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ACTIONS, type Slot } from "../../bindings.ts";
import { t } from "../../i18n/index.ts";
import { keyName, learnLayout } from "../../keyNames.ts";
import { settings } from "../../settings.ts";
import { KeyEar } from "./keyEar.ts";

const SLOTS = [0, 1] as const;

/** Which key does what. `said` gets in words what came of a choice. */
export function KeyTable({ said }: { readonly said: Signal<string> }) {
  const texts = t.value.settings;
  const ear = useMemo(() => openEar(said), [said]);
  useEffect(() => void learnLayout(), []);
  return (
    <div class="settings-group">
      <table class="keys">
        <caption>{texts.keys.heading}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.keys.action}</th>
            <th scope="col">{texts.keys.first}</th>
            <th scope="col">{texts.keys.second}</th>
          </tr>
        </thead>
        <tbody>
          {ACTIONS.map((action) => (
            <tr key={action}>
              <th scope="row">{texts.actions[action]}</th>
              {SLOTS.map((index) => (
                <td key={index}>
                  <KeyField slot={{ action, index }} ear={ear} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{texts.keys.hint}</p>
    </div>
  );
}

const openEar = (said: Signal<string>): KeyEar =>
  new KeyEar({
    said,
    bindings: () => settings.value.keys,
    change: (keys) => settings.change({ keys }),
  });

function KeyField({ slot, ear }: { readonly slot: Slot; readonly ear: KeyEar }) {
  const texts = t.value.settings;
  const { action, index } = slot;
  const listens = ear.listensFor(slot);
  const name = keyName(settings.value.keys[action][index], t.value) || texts.keys.none;
  const which = index === 0 ? texts.keys.first : texts.keys.second;
  return (
    <button
      type="button"
      class={listens ? "key listening" : "key"}
      aria-label={texts.keys.change(
        texts.actions[action],
        which,
        listens ? texts.keys.press : name,
      )}
      onClick={() => ear.listen(slot)}
      onKeyDown={(event) => {
        if (!listens || !ear.take(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onBlur={() => listens && ear.stop()}
    >
      {listens ? texts.keys.press : name}
    </button>
  );
}
