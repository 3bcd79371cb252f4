import { t } from "../i18n/index.ts";
import type { Stay } from "./stay.ts";

/** Said once to those who listen; the seconds count for those who see. */
export function IdleWarning({ stay }: { readonly stay: Stay }) {
  const texts = t.value.room;
  const seconds = stay.place.idle.value;
  return (
    <div>
      <p role="alert" class="unseen">
        {seconds > 0 && texts.idleAlert}
      </p>
      {seconds > 0 && (
        <div class="block notice idle-warning">
          <p aria-hidden="true">
            <strong>{texts.idleTitle}</strong> {texts.idleText(seconds)}
          </p>
          <button type="button" onClick={() => void stay.session?.seat(false)}>
            {texts.watch}
          </button>
        </div>
      )}
    </div>
  );
}
