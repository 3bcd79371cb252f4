import type { ComponentChildren, TargetedSubmitEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Dialog } from "./Dialog.tsx";

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  /** The words of the two buttons. */
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** Fields in between; the first of them gets the focus, else the way back does. */
  readonly children?: ComponentChildren;
}

/** Asks once more before something that cannot be taken back. */
export function Confirm(props: ConfirmProps) {
  const { title, text, confirm, cancel, onConfirm, onClose, children } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => (form.current?.querySelector("input") ?? back.current)?.focus(), []);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Dialog class="block confirm" labelledBy={id} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
        {children}
        <div class="row spread">
          <button ref={back} type="button" class="quiet" onClick={onClose}>
            {cancel}
          </button>
          <button type="submit" class="primary">
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
