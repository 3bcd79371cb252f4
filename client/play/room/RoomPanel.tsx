import { type Signal, useSignal } from "@preact/signals";
import { useId, useMemo, useRef, useState } from "preact/hooks";
import type { Session } from "../../../netplay/session.ts";
import type { GameId } from "../../../schema/games.ts";
import type { GameState } from "../../../schema/lib/game.ts";
import { SCREENS } from "../../games/index.ts";
import { t } from "../../i18n/index.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Named } from "../../ui/Named.tsx";
import { IdleWarning } from "../IdleWarning.tsx";
import { InviteLink } from "../Invite.tsx";
import type { Stay } from "../stay.ts";
import { Desk } from "./desk.ts";
import { MatchForm } from "./MatchForm.tsx";
import { PeopleList } from "./PeopleList.tsx";
import { hostOf, type People, type Person } from "./people.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { saidWords } from "./said.ts";
import { usePeople } from "./usePeople.ts";

interface RoomPanelProps {
  readonly stay: Stay;
  readonly session: Session<GameState>;
  readonly game: GameId;
  readonly onClose: () => void;
}

/** The room of a running match: who is in it, how others come in, and what its host may change. */
export function RoomPanel({ stay, session, game, onClose }: RoomPanelProps) {
  const texts = t.value.room;
  const id = useId();
  const people = usePeople(session);
  const desk = useMemo(() => openDesk(session, game), [session, game]);
  const hosting = stay.place.hosting.value;
  const { roomId } = session.room;
  return (
    <Dialog class="block room-panel" labelledBy={id} onClose={onClose}>
      <div class="room-head">
        <div class="row spread">
          <h2 id={id}>{texts.title(roomId)}</h2>
          <button type="button" class="quiet" onClick={onClose}>
            {texts.close}
          </button>
        </div>
        <IdleWarning stay={stay} />
      </div>
      <div class="room-body">
        <div class="room-column">
          <Role stay={stay} session={session} onChanged={onClose} />
          <section aria-labelledby={`${id}-invite`}>
            <h3 id={`${id}-invite`}>{t.value.play.inviteHeading}</h3>
            <p class="hint">{texts.inviteText}</p>
            <InviteLink roomId={roomId} />
          </section>
          {hosting && (
            <details open={matchMedia(ROOMY).matches}>
              <summary>{texts.match}</summary>
              <MatchForm desk={desk} />
            </details>
          )}
        </div>
        <Everyone people={people} game={game} desk={hosting ? desk : undefined} />
      </div>
      <p role="status" class={desk.said.value?.kind === "failed" ? "said error" : "said"}>
        {desk.said.value && saidWords(desk.said.value, t.value)}
      </p>
    </Dialog>
  );
}

/** Where two columns stand side by side. */
const ROOMY = "(min-width: 45rem)";

const openDesk = (session: Session<GameState>, game: GameId): Desk =>
  new Desk({ host: (request) => session.host(request), loadForm: () => SCREENS[game].options() });

interface RoleProps {
  readonly stay: Stay;
  readonly session: Session<GameState>;
  readonly onChanged: () => void;
}

/** To play or to watch. What follows is on the stage, so the panel makes way. */
function Role({ stay, session, onChanged }: RoleProps) {
  const texts = t.value.room;
  const id = useId();
  const failure = useSignal("");
  const watching = stay.place.watching.value;
  const change = async () => {
    const answer = await session.seat(watching);
    if (answer.ok) onChanged();
    else failure.value = t.peek().room.failures[answer.reason];
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{texts.you}</h3>
      <div class="row spread">
        <p>{watching ? texts.watching : texts.playing}</p>
        <button type="button" onClick={() => void change()}>
          {watching ? texts.play : texts.watch}
        </button>
      </div>
      <p role="alert" class="hint error">
        {failure.value}
      </p>
    </section>
  );
}

interface EveryoneProps {
  readonly people: Signal<People>;
  readonly game: GameId;
  /** The host's, who may remove people. */
  readonly desk: Desk | undefined;
}

function Everyone({ people, game, desk }: EveryoneProps) {
  const texts = t.value.room;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [removing, setRemoving] = useState<Person | undefined>();
  const host = hostOf(people.value);
  const remove = async (person: Person, reason: string) => {
    setRemoving(undefined);
    await desk?.remove(person, reason);
    // The line that had the focus is about to go.
    heading.current?.focus();
  };
  return (
    <section class="everyone" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {texts.people}
      </h3>
      <p class="hint">
        <HostWords host={host} />
      </p>
      <PeopleList people={people.value} game={game} onRemove={desk && setRemoving} />
      {removing && desk && (
        <RemoveDialog
          person={removing}
          onRemove={(reason) => void remove(removing, reason)}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </section>
  );
}

function HostWords({ host }: { readonly host: Person | undefined }) {
  const texts = t.value.room;
  if (!host) return texts.unhosted;
  if (host.self) return texts.hostedByYou;
  return <Named sentence={texts.hostedBy} name={host.name} />;
}
