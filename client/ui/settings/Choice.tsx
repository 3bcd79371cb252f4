import { useId } from "preact/hooks";

interface ChoiceProps<Id extends string> {
  readonly legend: string;
  readonly options: readonly Id[];
  readonly chosen: Id;
  readonly label: (id: Id) => string;
  readonly onChoose: (id: Id) => void;
}

/** One of a few, all of them to be seen. */
export function Choice<Id extends string>(props: ChoiceProps<Id>) {
  const { legend, options, chosen, label, onChoose } = props;
  const name = useId();
  return (
    <fieldset class="segments choice">
      <legend>{legend}</legend>
      {options.map((id) => (
        <label key={id}>
          <input
            type="radio"
            class="unseen"
            name={name}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          {label(id)}
        </label>
      ))}
    </fieldset>
  );
}
