import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { FIRST_GAME, leave } from "./current.ts";
import { type Action, actionLabel, type Notice, noticeOf } from "./screen.ts";
import type { Stay } from "./stay.ts";

/** What happens to the connection, in words, over the game; nothing while playing. */
export function Overlay({ stay }: { readonly stay: Stay }) {
  const notice = noticeOf(stay.screen.value, t.value);
  return notice ? <Dialog stay={stay} notice={notice} /> : null;
}

function Dialog({ stay, notice }: { readonly stay: Stay; readonly notice: Notice }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  // Modal: what lies below is neither seen by a screen reader nor reached by Tab.
  useEffect(() => dialog.current?.showModal(), []);
  // New actions, new focus; a count that goes up must not take it away.
  const actions = notice.actions.join();
  useEffect(() => first.current?.focus(), [actions]);
  return (
    <dialog
      ref={dialog}
      class="block overlay"
      aria-labelledby="overlay-title"
      aria-describedby="overlay-text overlay-quote"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="overlay-title" aria-live="polite">
        {notice.title}
      </h2>
      <p id="overlay-text" aria-live="polite" class={notice.busy ? "busy" : undefined}>
        {notice.text}
      </p>
      {notice.quote !== undefined && (
        <figure class="quote">
          <figcaption>{t.value.room.quote}</figcaption>
          <blockquote id="overlay-quote">
            <bdi>{notice.quote}</bdi>
          </blockquote>
        </figure>
      )}
      <div class="row">
        {notice.actions.map((action, i) => (
          <button
            key={action}
            ref={i === 0 ? first : null}
            type="button"
            class={i === 0 && !notice.busy ? "primary" : undefined}
            onClick={() => ACTS[action](stay)}
          >
            {actionLabel(action, t.value)}
          </button>
        ))}
      </div>
    </dialog>
  );
}

const ACTS: Record<Action, (stay: Stay) => void> = {
  retry: (stay) => stay.retry(),
  rejoin: (stay) => stay.retry(),
  here: (stay) => stay.retry(),
  watch: (stay) => stay.watch(),
  quickPlay: (stay) => stay.quickPlay(FIRST_GAME),
  reload: () => location.reload(),
  lobby: leave,
  cancel: leave,
  quit: leave,
};
