import type { OpenRoom } from "../../netplay/lobby.ts";
import { t } from "../i18n/index.ts";
import { playPath } from "../router.ts";
import { Link } from "../ui/Link.tsx";
import { stonesOf } from "./stones.ts";

/** One room of the list: what goes on in it, who is there, and the ways in. */
export function RoomLine({ room }: { readonly room: OpenRoom }) {
  const texts = t.value;
  const { roomId, game, players, bots, seats, watchers, phase, facts } = room;
  const { title, facts: known } = texts.games[game];
  const words = Object.entries(known).map(([name, { values }]) => {
    const value = facts[name] ?? "";
    return values[value] ?? value;
  });
  return (
    <li class="room">
      <span class="room-title">
        {title} <code>{roomId}</code>
      </span>
      <span class="room-facts">
        {[...words, texts.lobby.phases[phase] ?? phase].map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
      <span class="room-facts">
        <Stones room={room} />
        <span>{texts.lobby.people(players, seats)}</span>
        {bots > 0 && <span>{texts.lobby.bots(bots)}</span>}
        {watchers > 0 && <span>{texts.lobby.watchers(watchers)}</span>}
      </span>
      <Ways room={room} title={title} />
    </li>
  );
}

/** To take a seat, or to watch. */
function Ways({ room, title }: { readonly room: OpenRoom; readonly title: string }) {
  const texts = t.value.lobby;
  const { roomId, players, seats, full, watchable } = room;
  return (
    <span class="room-ways">
      {full ? (
        <button type="button" disabled aria-label={texts.fullRoom(roomId)}>
          {texts.full}
        </button>
      ) : (
        <Link
          href={playPath(roomId)}
          class="button"
          label={texts.joinRoom(title, texts.people(players, seats), roomId)}
        >
          {texts.join}
        </Link>
      )}
      {watchable && (
        <Link
          href={playPath(roomId, true)}
          class="button quiet"
          label={texts.watchRoom(title, roomId)}
        >
          {texts.watch}
        </Link>
      )}
    </span>
  );
}

/** Seats as a row of stones: lit by people, dim with bots, empty else. The words say the same. */
function Stones({ room }: { readonly room: OpenRoom }) {
  return (
    <span class="seats" aria-hidden="true">
      {stonesOf(room).map((stone, i) => (
        <i key={`${i}-${stone}`} class={stone} />
      ))}
    </span>
  );
}
