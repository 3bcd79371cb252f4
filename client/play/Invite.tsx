import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { playPath } from "../router.ts";
import { copyField } from "../ui/copy.ts";

interface InviteProps {
  readonly roomId: string;
  readonly onClose: () => void;
}

/** The link that brings others into this room. */
export function Invite({ roomId, onClose }: InviteProps) {
  const texts = t.value.play;
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [copied, setCopied] = useState<boolean | undefined>();
  useEffect(() => button.current?.focus(), []);
  const copy = async () => {
    if (field.current) setCopied(await copyField(field.current));
  };
  return (
    <section
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
      <div class="row">
        <input
          ref={field}
          readOnly
          aria-label={texts.inviteLink}
          value={`${location.origin}${playPath(roomId)}`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button ref={button} type="button" class="primary" onClick={() => void copy()}>
          {texts.copy}
        </button>
      </div>
      <div class="row spread">
        <span role="status" class={copied === false ? "hint error" : "hint done"}>
          {copied === true && texts.copied}
          {copied === false && texts.copyFailed}
        </span>
        <button type="button" class="quiet" onClick={onClose}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
