import { useEffect } from "preact/hooks";
import type { OpenRoom } from "../../netplay/lobby.ts";
import { t } from "../i18n/index.ts";
import { playPath } from "../router.ts";
import { Link } from "../ui/Link.tsx";
import { retryLobby, rooms, shown, status } from "./list.ts";

/** The rooms that anyone may join, as the server pushes them. */
export function RoomList() {
  const texts = t.value;
  const offline = status.value.kind === "offline";
  useEffect(() => {
    if (shown.value) performance.mark("lobby:ready");
  }, [shown.value]);
  return (
    <section class="block rooms" aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">{texts.lobby.rooms}</h2>
      <div role="status">
        {offline && <Offline />}
        {!offline && !shown.value && <p class="rooms-note busy">{texts.lobby.loading}</p>}
        {shown.value && rooms.value.length === 0 && !offline && (
          <p class="rooms-note">{texts.lobby.empty}</p>
        )}
      </div>
      {shown.value && rooms.value.length > 0 && (
        <ul class={offline ? "room-list stale" : "room-list"}>
          {rooms.value.map((room) => (
            <RoomLine key={room.roomId} room={room} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Offline() {
  const texts = t.value;
  const { value } = status;
  const failure = value.kind === "offline" ? value.failure : "join/unreachable";
  const words = failure === "join/unreachable" ? texts.lobby.offline : texts.failures[failure].text;
  return (
    <div class="rooms-note warn">
      <p>{words}</p>
      {failure === "join/version_mismatch" ? (
        <button type="button" onClick={() => location.reload()}>
          {texts.play.reload}
        </button>
      ) : (
        <button type="button" onClick={retryLobby}>
          {texts.lobby.retry}
        </button>
      )}
    </div>
  );
}

function RoomLine({ room }: { readonly room: OpenRoom }) {
  const texts = t.value;
  const { roomId, game, players, bots, seats, phase, full } = room;
  const title = texts.games[game].title;
  return (
    <li class="room">
      <span class="room-title">
        {title} <code>{roomId}</code>
      </span>
      <span class="room-facts">
        <Seats players={players} bots={bots} seats={seats} />
        <span>{texts.lobby.people(players, seats)}</span>
        {bots > 0 && <span>{texts.lobby.bots(bots)}</span>}
        <span>{texts.lobby.phases[phase] ?? phase}</span>
      </span>
      {full ? (
        <span class="room-full">{texts.lobby.full}</span>
      ) : (
        <Link
          href={playPath(roomId)}
          class="button"
          label={texts.lobby.joinRoom(title, players, seats)}
        >
          {texts.lobby.join}
        </Link>
      )}
    </li>
  );
}

/** Seats as a row of stones: lit by people, dim with bots, empty else. The words say the same. */
function Seats(props: Pick<OpenRoom, "players" | "bots" | "seats">) {
  const { players, bots, seats } = props;
  const kind = (seat: number) => {
    if (seat < players) return "person";
    return seat < players + bots ? "bot" : "free";
  };
  return (
    <span class="seats" aria-hidden="true">
      {Array.from({ length: seats }, (_, seat) => (
        <i key={seat} class={kind(seat)} />
      ))}
    </span>
  );
}
