import type { TargetedSubmitEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { OptionsForm } from "../../games/options.ts";
import { t } from "../../i18n/index.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { CountField } from "../../ui/CountField.tsx";
import { focusField } from "../../ui/focusField.ts";
import { type Desk, type Draft, FILL } from "./desk.ts";

/** What the host may change of the match. */
export function MatchForm({ desk }: { readonly desk: Desk }) {
  const texts = t.value.room;
  useEffect(() => void desk.open(), [desk]);
  const form = desk.form.value;
  const draft = desk.draft.value;
  if (form === "failed") return <p class="hint error">{texts.formFailed}</p>;
  // The room's refusal to tell is said where all refusals are.
  if (!form || !draft) return desk.said.value ? null : <p class="busy">{texts.asking}</p>;
  return <Fields desk={desk} form={form} draft={draft} />;
}

interface FieldsProps {
  readonly desk: Desk;
  readonly form: OptionsForm;
  readonly draft: Draft;
}

function Fields({ desk, form, draft }: FieldsProps) {
  const texts = t.value.room;
  const [asking, setAsking] = useState(false);
  const wrong = desk.wrong.value;
  const seats = desk.seats.value;
  const apply = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    const { elements } = event.currentTarget;
    event.preventDefault();
    await desk.apply();
    focusField(elements, desk.wrong.peek()[0]);
  };
  return (
    <>
      <form class="match-form" onSubmit={(event) => void apply(event)} noValidate>
        <form.Fields
          value={draft.own}
          onChange={(own) => desk.change({ own })}
          wrong={wrong}
          seats={seats}
          seated
        />
        <CountField
          name={FILL}
          label={texts.fill}
          value={draft.fill}
          onChange={(fill) => desk.change({ fill })}
          min={0}
          max={seats}
          hint={texts.fillHint(seats)}
          error={wrong.includes(FILL) ? texts.fillError(seats) : undefined}
        />
        <div class="row spread">
          <button type="button" onClick={() => setAsking(true)}>
            {texts.restart}
          </button>
          <button type="submit" class="primary">
            {texts.apply}
          </button>
        </div>
      </form>
      {asking && <AskRestart desk={desk} onClose={() => setAsking(false)} />}
    </>
  );
}

function AskRestart({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const texts = t.value.room;
  return (
    <Confirm
      title={texts.restartTitle}
      text={texts.restartText}
      confirm={texts.restartConfirm}
      cancel={t.value.play.cancel}
      onConfirm={() => {
        onClose();
        void desk.restart();
      }}
      onClose={onClose}
    />
  );
}
