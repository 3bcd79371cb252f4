import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { navigate, playPath } from "../router.ts";
import { pasted } from "./form.ts";
import { type Pasted, pastedWords, readPasted } from "./pasted.ts";

const WATCH = "watch";

/** For a link or a code that came by another way than a click. */
export function JoinBox() {
  const texts = t.value.joinBox;
  const [refused, setRefused] = useState<Pasted | undefined>();
  const field = useRef<HTMLInputElement>(null);
  const join = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readPasted(pasted.value);
    if ("roomId" in read) {
      navigate(playPath(read.roomId, event.submitter?.getAttribute("value") === WATCH));
      return;
    }
    setRefused(read);
    field.current?.focus();
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
          aria-invalid={refused !== undefined}
          aria-describedby="link-error"
          onInput={(event) => {
            pasted.value = event.currentTarget.value;
            setRefused(undefined);
          }}
        />
        <p class="hint error" id="link-error" role="alert">
          {refused && pastedWords(refused, example, t.value)}
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
