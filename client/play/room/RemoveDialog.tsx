import { useId, useState } from "preact/hooks";
import { cleanReason, REASON_MAX } from "../../../schema/lib/name.ts";
import { t } from "../../i18n/index.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { isolated } from "../../ui/isolated.ts";
import type { Person } from "./people.ts";

/** Longer than any reason: what is too long is shown cut, not refused while it is being typed. */
const TYPED_MAX = 128;

interface RemoveDialogProps {
  readonly person: Person;
  readonly onRemove: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks for a reason, and once more. */
export function RemoveDialog({ person, onRemove, onClose }: RemoveDialogProps) {
  const texts = t.value.room;
  const id = useId();
  const [typed, setTyped] = useState("");
  const reason = cleanReason(typed);
  const differs = reason !== typed.trim();
  return (
    <Confirm
      title={texts.removeTitle(isolated(person.name))}
      text={texts.removeText}
      confirm={texts.removeConfirm}
      cancel={t.value.play.cancel}
      onConfirm={() => onRemove(reason)}
      onClose={onClose}
    >
      <div class="field">
        <label for={id}>{texts.reason}</label>
        <input
          id={id}
          dir="auto"
          autocomplete="off"
          maxLength={TYPED_MAX}
          value={typed}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p class="hint" id={`${id}-hint`}>
          {differs ? texts.reasonShown : texts.reasonHint(REASON_MAX)}
          {differs && <bdi> {reason}</bdi>}
        </p>
      </div>
    </Confirm>
  );
}
