import { type Signal, useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect } from "preact/hooks";
import { ACTIONS, isBindable, rebind, type Slot } from "../../bindings.ts";
import { t } from "../../i18n/index.ts";
import { keyName, learnLayout } from "../../keyNames.ts";
import { settings } from "../../settings.ts";
import { reboundWords } from "./words.ts";

const SLOTS = [0, 1] as const;
const EMPTYING = ["Delete", "Backspace"];

/** Which key does what. `said` gets in words what came of a choice. */
export function KeyTable({ said }: { readonly said: Signal<string> }) {
  const texts = t.value.settings;
  const waiting = useSignal<Slot | undefined>(undefined);
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
                  <KeyField slot={{ action, index }} waiting={waiting} said={said} />
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

interface KeyFieldProps {
  readonly slot: Slot;
  /** The field that waits for a key, if any. */
  readonly waiting: Signal<Slot | undefined>;
  readonly said: Signal<string>;
}

function KeyField({ slot, waiting, said }: KeyFieldProps) {
  const texts = t.value.settings;
  const { action, index } = slot;
  const listens = waiting.value?.action === action && waiting.value.index === index;
  const name = keyName(settings.value.keys[action][index], t.value) || texts.keys.none;
  const which = index === 0 ? texts.keys.first : texts.keys.second;
  const stop = () => {
    waiting.value = undefined;
  };
  const take = (event: TargetedKeyboardEvent<HTMLButtonElement>) => {
    if (!listens) return;
    // Tab leaves the field, as everywhere; where it may be chosen, Shift+Tab still does.
    if (event.key === "Tab" && (event.shiftKey || !isBindable("Tab", action))) return stop();
    event.preventDefault();
    event.stopPropagation();
    stop();
    if (event.key === "Escape") return;
    const code = EMPTYING.includes(event.code) ? "" : event.code;
    const { bindings, rebound } = rebind(settings.value.keys, slot, code);
    settings.change({ keys: bindings });
    said.value = reboundWords(rebound, t.peek());
  };
  return (
    <button
      type="button"
      class={listens ? "key listening" : "key"}
      aria-label={texts.keys.change(
        texts.actions[action],
        which,
        listens ? texts.keys.press : name,
      )}
      onClick={() => {
        waiting.value = slot;
        said.value = texts.keys.press;
      }}
      onKeyDown={take}
      onBlur={() => listens && stop()}
    >
      {listens ? texts.keys.press : name}
    </button>
  );
}
