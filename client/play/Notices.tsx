import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { IdleWarning } from "./IdleWarning.tsx";
import { passing } from "./passing.ts";
import type { Stay } from "./stay.ts";

interface NoticesProps {
  readonly stay: Stay;
  /** A panel lies over all of it, and says what cannot wait. */
  readonly covered: boolean;
}

/** What must be said over the running match: what is urgent above all, the rest aside. */
export function Notices({ stay, covered }: NoticesProps) {
  return (
    <>
      <div class="notice-area">
        {!covered && <IdleWarning stay={stay} />}
        <OperatorNotice words={stay.notice} />
      </div>
      <HostNotice crowned={stay.place.crowned} />
    </>
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

/** Whoever has become host learns it, and where that shows. The room's panel goes on saying it. */
function HostNotice({ crowned }: { readonly crowned: Signal<boolean> }) {
  useEffect(() => passing(crowned), [crowned]);
  return (
    <div role="status" class="notice-aside">
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
