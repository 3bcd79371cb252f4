import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import { SettingsDialog } from "./SettingsDialog.tsx";

interface SettingsButtonProps {
  /** Who gets the focus when the settings close; the button itself where nobody is named. */
  readonly onClosed?: () => void;
}

/** Opens the settings. */
export function SettingsButton({ onClosed }: SettingsButtonProps) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    open.value = false;
  };
  // When the dialog is off the page: until then it makes everything else inert.
  useEffect(() => {
    if (!open.value) return;
    return () => (onClosed ? onClosed() : button.current?.focus());
  }, [open.value]);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="quiet icon"
        aria-haspopup="dialog"
        onClick={() => {
          open.value = true;
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1 4h6m4 0h4M1 12h3m4 0h7" />
          <circle cx="9" cy="4" r="2" />
          <circle cx="6" cy="12" r="2" />
        </svg>
        <span class="icon-word">{t.value.settings.open}</span>
      </button>
      {open.value && <SettingsDialog onClose={close} />}
    </>
  );
}
