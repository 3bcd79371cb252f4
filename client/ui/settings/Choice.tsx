import { useId } from "preact/hooks";

interface ChoiceProps<Id extends string> {
  readonly legend: string;
  readonly options: readonly Id[];
  readonly chosen: Id;
  readonly label: (id: Id) => string;
  readonly onChoose: (id: Id) => void;
  /** By which a form finds it. */
  readonly name?: string;
  /** What is wrong with what is chosen. */
  readonly error?: string | undefined;
}

/** One of a few, all of them to be seen. */
export function Choice<Id extends string>(props: ChoiceProps<Id>) {
  const { legend, options, chosen, label, onChoose, error } = props;
  const id = useId();
  const { name = id } = props;
  const wrong = error !== undefined;
  return (
    <fieldset class="segments choice" aria-describedby={wrong ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            class="unseen"
            name={name}
            checked={option === chosen}
            onChange={() => onChoose(option)}
          />
          {label(option)}
        </label>
      ))}
      {wrong && (
        <p class="hint error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
