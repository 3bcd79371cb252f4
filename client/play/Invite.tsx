import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { playPath } from "../router.ts";
import { copyField } from "../ui/copy.ts";

interface InviteProps {
  readonly roomId: string;
  readonly onClose: () => void;
}

/** What a new room shows first: how to bring others into it. */
export function Invite({ roomId, onClose }: InviteProps) {
  const texts = t.value.play;
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.querySelector("button")?.focus(), []);
  return (
    <section
      ref={section}
      class="block invite"
      aria-labelledby="invite-heading"
      onKeyDown={(event) => {
        // Not for the game: whoever tabs and types here is not fighting.
        event.stopPropagation();
        if (event.key === "Escape") onClose();
      }}
    >
      <h2 id="invite-heading">{texts.inviteHeading}</h2>
      <p class="hint">{texts.inviteText(roomId)}</p>
      <InviteLink roomId={roomId} />
      <div class="row end">
        <button type="button" class="quiet" onClick={onClose}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}

/** The link that brings others into this room, to be copied. */
export function InviteLink({ roomId }: { readonly roomId: string }) {
  const texts = t.value.play;
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | undefined>();
  const copy = async () => {
    if (field.current) setCopied(await copyField(field.current));
  };
  return (
    <div class="invite-link">
      <div class="row">
        <input
          ref={field}
          readOnly
          aria-label={texts.inviteLink}
          value={`${location.origin}${playPath(roomId)}`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="primary" onClick={() => void copy()}>
          {texts.copy}
        </button>
      </div>
      <p role="status" class={copied === false ? "hint error" : "hint done"}>
        {copied === true && texts.copied}
        {copied === false && texts.copyFailed}
      </p>
    </div>
  );
}
