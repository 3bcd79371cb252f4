import { useId } from "preact/hooks";
import { readCount } from "./count.ts";

interface CountFieldProps {
  readonly name: string;
  readonly label: string;
  /** As typed, right or wrong. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly min: number;
  readonly max: number;
  /** What may be typed. */
  readonly hint: string;
  /** Said in place of the hint, when it is wrong. */
  readonly error?: string | undefined;
  /** Shown in the empty field. */
  readonly blank?: string;
}

/** A whole number: typed, or stepped by the buttons beside it. */
export function CountField(props: CountFieldProps) {
  const { name, label, value, hint, error, blank, onChange } = props;
  const id = useId();
  return (
    <div class="field count">
      <label for={id}>{label}</label>
      <div class="stepper">
        <Step by={-1} {...props} />
        <input
          id={id}
          name={name}
          inputMode="numeric"
          autocomplete="off"
          placeholder={blank}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-hint`}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <Step by={1} {...props} />
      </div>
      <p
        class={error === undefined ? "hint" : "hint error"}
        id={`${id}-hint`}
        role={error === undefined ? undefined : "alert"}
      >
        {error ?? hint}
      </p>
    </div>
  );
}

/** For thumbs; keyboards type the number, so it is not in the tab order. */
function Step({ by, value, min, max, onChange }: CountFieldProps & { readonly by: 1 | -1 }) {
  const step = () => {
    const now = readCount(value, 0, 9999);
    onChange(String(now === undefined ? min : Math.min(max, Math.max(min, now + by))));
  };
  return (
    <button type="button" class="step" tabIndex={-1} aria-hidden="true" onClick={step}>
      {by > 0 ? "+" : "−"}
    </button>
  );
}
