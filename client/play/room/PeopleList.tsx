import type { ComponentChildren } from "preact";
import type { GameId } from "../../../schema/games.ts";
import { SCREENS } from "../../games/index.ts";
import { t } from "../../i18n/index.ts";
import { Emblem } from "../../ui/Emblem.tsx";
import { isRemovable, type People, type Person } from "./people.ts";

interface PeopleListProps {
  readonly people: People;
  readonly game: GameId;
  /** Missing for those who may not remove anybody. */
  readonly onRemove: ((person: Person) => void) | undefined;
}

/** Who is in the room. Bots, of which there may be many, are folded away. */
export function PeopleList({ people, game, onRemove }: PeopleListProps) {
  const texts = t.value.room;
  const { players, bots, watchers } = people;
  const line = (person: Person) => (
    <PersonLine key={person.id} person={person} game={game}>
      {onRemove && isRemovable(person) && (
        <button
          type="button"
          class="quiet"
          aria-label={texts.removeWho(person.name)}
          onClick={() => onRemove(person)}
        >
          {texts.remove}
        </button>
      )}
    </PersonLine>
  );
  return (
    <>
      <h3>{texts.players(players.length)}</h3>
      <ul class="people">{players.map(line)}</ul>
      {watchers.length > 0 && (
        <>
          <h3>{texts.watchers(watchers.length)}</h3>
          <ul class="people">{watchers.map(line)}</ul>
        </>
      )}
      {bots.length > 0 && (
        <details>
          <summary>{t.value.lobby.bots(bots.length)}</summary>
          <ul class="people">{bots.map(line)}</ul>
        </details>
      )}
    </>
  );
}

interface PersonLineProps {
  readonly person: Person;
  readonly game: GameId;
  readonly children: ComponentChildren;
}

function PersonLine({ person, game, children }: PersonLineProps) {
  return (
    <li class="person">
      <Emblem hue={person.hue} />
      <span class="person-who">
        <bdi class="person-name">{person.name}</bdi>
        <Marks person={person} game={game} />
      </span>
      {children}
    </li>
  );
}

function Marks({ person, game }: Pick<PersonLineProps, "person" | "game">) {
  const texts = t.value.room;
  const words = (["self", "bot", "away", "idle"] as const).filter((mark) => person[mark]);
  return (
    <>
      {person.host && (
        <span class="mark-host">
          <Crown />
          {texts.host}
        </span>
      )}
      {person.team > 0 && (
        <span class="mark-word">{SCREENS[game].teamName(person.team, t.value)}</span>
      )}
      {words.map((mark) => (
        <span key={mark} class="mark-word">
          {texts[mark]}
        </span>
      ))}
    </>
  );
}

function Crown() {
  return (
    <svg class="crown" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 13V4.5l3.4 3L8 2.5l2.6 5 3.4-3V13z" />
    </svg>
  );
}
