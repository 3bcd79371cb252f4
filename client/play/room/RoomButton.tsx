import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import type { Stay } from "../stay.ts";
import { countPeople } from "./people.ts";

const COUNT_MS = 1000;

interface RoomButtonProps {
  readonly stay: Stay;
  /** Whether the panel is open. */
  readonly open: Signal<boolean>;
}

/** Opens the room's panel; says how many people are in the room. */
export function RoomButton({ stay, open }: RoomButtonProps) {
  const texts = t.value.room;
  const playing = stay.screen.value.kind === "playing";
  const people = usePeopleCount(stay);
  return (
    <button
      type="button"
      class="quiet icon"
      aria-haspopup="dialog"
      disabled={!playing}
      onClick={() => {
        open.value = true;
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="6" cy="5" r="2.6" />
        <path d="M1 14c0-3.4 2-5 5-5s5 1.6 5 5M11 2.6a2.6 2.6 0 0 1 0 4.8M12.4 9.4c1.7.6 2.6 2.2 2.6 4.6" />
      </svg>
      <span class="icon-word">{texts.open}</span>
      {people > 0 && (
        <>
          <span aria-hidden="true" class="count">
            {people}
          </span>
          <span class="unseen">{texts.count(people)}</span>
        </>
      )}
    </button>
  );
}

function usePeopleCount(stay: Stay): number {
  const people = useSignal(0);
  useEffect(() => {
    const look = () => {
      people.value = stay.session ? countPeople(stay.session.room.state) : 0;
    };
    look();
    const timer = setInterval(look, COUNT_MS);
    return () => clearInterval(timer);
  }, [stay, stay.screen.value.kind]);
  return people.value;
}
