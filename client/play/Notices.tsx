import type { Signal } from "@preact/signals";
import { t } from "../i18n/index.ts";
import { IdleWarning } from "./IdleWarning.tsx";
import type { Stay } from "./stay.ts";

interface NoticesProps {
  readonly stay: Stay;
  /** A panel lies over all of it, and says what cannot wait. */
  readonly covered: boolean;
}

/** What must be said over the running match, one below the other. */
export function Notices({ stay, covered }: NoticesProps) {
  return (
    <div class="notice-area">
      {!covered && <IdleWarning stay={stay} />}
      <OperatorNotice words={stay.notice} />
      <HostNotice crowned={stay.place.crowned} />
    </div>
  );
}

/** Words from an operator, until they are dismissed. */
function OperatorNotice({ words }: { readonly words: Signal<string> }) {
  return (
    <div role="status">
      {words.value !== "" && (
        <div class="block notice">
          <p>
            <strong>{t.value.play.notice}</strong> <bdi>{words.value}</bdi>
          </p>
          <Dismiss
            onClick={() => {
              words.value = "";
            }}
          />
        </div>
      )}
    </div>
  );
}

/** Whoever has become host learns it, and where that shows. */
function HostNotice({ crowned }: { readonly crowned: Signal<boolean> }) {
  return (
    <div role="status">
      {crowned.value && (
        <div class="block notice">
          <p>{t.value.room.becameHost}</p>
          <Dismiss
            onClick={() => {
              crowned.value = false;
            }}
          />
        </div>
      )}
    </div>
  );
}

function Dismiss({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="quiet" onClick={onClick}>
      {t.value.play.dismiss}
    </button>
  );
}
