import type { TargetedSubmitEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { GAMES, type GameInfo } from "../../schema/games.ts";
import { t } from "../i18n/index.ts";
import { FIRST_GAME, play } from "../play/current.ts";
import { CountField } from "../ui/CountField.tsx";
import { focusField } from "../ui/focusField.ts";
import { Choice } from "../ui/settings/Choice.tsx";
import { changeNewRoom, loadOwnForm, newRoom, ownForm } from "./form.ts";
import { botsMax, readNewRoom, seatsOf } from "./newRoom.ts";

const ACCESSES = ["private", "open"] as const;

/** A room of one's own, where the game has any. */
export function CreateRoom() {
  const { ownRooms }: GameInfo = GAMES[FIRST_GAME];
  return ownRooms ? <RoomForm /> : <NoOwnRooms />;
}

/** Why there is no form: the server would refuse what it asks for. */
function NoOwnRooms() {
  const { create, games } = t.value;
  return (
    <section class="block create" aria-labelledby="create-heading">
      <h2 id="create-heading">{create.heading}</h2>
      <p class="hint">{create.notHere(games[FIRST_GAME].title)}</p>
    </section>
  );
}

/** Who may come, how many, and what the game lets one choose. */
function RoomForm() {
  const texts = t.value.create;
  const room = newRoom.value;
  const form = ownForm.value === "failed" ? undefined : ownForm.value;
  const [tried, setTried] = useState(false);
  useEffect(loadOwnForm, []);
  const read = readNewRoom(FIRST_GAME, room, form);
  // Nothing is wrong before somebody says that it is done.
  const wrong = tried && "wrong" in read ? read.wrong : [];
  const create = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if ("options" in read) return play({ kind: "create", game: FIRST_GAME, ...read });
    setTried(true);
    focusField(event.currentTarget.elements, read.wrong[0]);
  };
  return (
    <form class="block create" onSubmit={create} noValidate aria-labelledby="create-heading">
      <h2 id="create-heading">{texts.heading}</h2>
      <Choice
        legend={texts.access}
        options={ACCESSES}
        chosen={room.private ? "private" : "open"}
        label={(id) => texts.accesses[id]}
        onChoose={(id) => changeNewRoom({ private: id === "private" })}
      />
      <p class="hint access-hint">{texts.accessHints[room.private ? "private" : "open"]}</p>
      <Counts wrong={wrong} />
      {form && (
        <form.Fields
          value={room.own ?? form.draft({})}
          onChange={(own) => changeNewRoom({ own })}
          wrong={wrong}
          seats={seatsOf(FIRST_GAME, room)}
        />
      )}
      {ownForm.value === undefined && <div class="own-wait" />}
      {ownForm.value === "failed" && <p class="hint">{texts.ownFailed}</p>}
      <button type="submit">{texts.submit}</button>
    </form>
  );
}

/** Seats, and those that bots keep warm. */
function Counts({ wrong }: { readonly wrong: readonly string[] }) {
  const texts = t.value.create;
  const room = newRoom.value;
  const { min, max } = GAMES[FIRST_GAME].seats;
  const most = botsMax(FIRST_GAME, room);
  return (
    <div class="counts">
      <CountField
        name="seats"
        label={texts.seats}
        value={room.seats}
        onChange={(seats) => changeNewRoom({ seats })}
        min={min}
        max={max}
        hint={texts.countHint(min, max)}
        error={wrong.includes("seats") ? texts.countError(texts.seats, min, max) : undefined}
      />
      <CountField
        name="bots"
        label={texts.bots}
        value={room.bots}
        onChange={(bots) => changeNewRoom({ bots })}
        min={0}
        max={most}
        hint={texts.botsHint(most)}
        error={wrong.includes("bots") ? texts.countError(texts.bots, 0, most) : undefined}
      />
    </div>
  );
}
