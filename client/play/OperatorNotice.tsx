import type { Signal } from "@preact/signals";
import { t } from "../i18n/index.ts";

/** Words from an operator, until they are dismissed. */
export function OperatorNotice({ words }: { readonly words: Signal<string> }) {
  const texts = t.value.play;
  return (
    <div role="status" class="notice-area">
      {words.value !== "" && (
        <div class="block notice">
          <p>
            <strong>{texts.notice}</strong> <bdi>{words.value}</bdi>
          </p>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              words.value = "";
            }}
          >
            {texts.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
