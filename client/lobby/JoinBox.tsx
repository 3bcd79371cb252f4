import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { navigate, pastedRoomId, playPath } from "../router.ts";
import { pasted } from "./form.ts";

const WATCH = "watch";

/** For a link or a code that came by another way than a click. */
export function JoinBox() {
  const texts = t.value.joinBox;
  const [error, setError] = useState<"blank" | "wrong" | undefined>();
  const field = useRef<HTMLInputElement>(null);
  const join = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const roomId = pastedRoomId(pasted.value);
    if (roomId === undefined) {
      setError(pasted.value.trim() === "" ? "blank" : "wrong");
      field.current?.focus();
    } else navigate(playPath(roomId, event.submitter?.getAttribute("value") === WATCH));
  };
  const example = `${location.origin}${playPath("GATEWY")}`;
  return (
    <form class="block join-box" onSubmit={join} noValidate aria-labelledby="join-heading">
      <h2 id="join-heading">{texts.heading}</h2>
      <div class="field">
        <label for="link">{texts.label}</label>
        <input
          id="link"
          ref={field}
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          value={pasted.value}
          aria-invalid={error !== undefined}
          aria-describedby="link-error"
          onInput={(event) => {
            pasted.value = event.currentTarget.value;
            setError(undefined);
          }}
        />
        <p class="hint error" id="link-error" role="alert">
          {error === "blank" && texts.blank}
          {error === "wrong" && texts.wrong(example)}
        </p>
      </div>
      <div class="row">
        <button type="submit">{texts.submit}</button>
        <button type="submit" class="quiet" value={WATCH}>
          {texts.watch}
        </button>
      </div>
    </form>
  );
}
