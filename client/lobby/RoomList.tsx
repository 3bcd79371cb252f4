import { useEffect } from "preact/hooks";
import type { OpenRoom } from "../../netplay/lobby.ts";
import type { JoinFailure } from "../../netplay/status.ts";
import { t } from "../i18n/index.ts";
import { playPath } from "../router.ts";
import { Link } from "../ui/Link.tsx";
import { failure, retryLobby, rooms, shown, trying } from "./list.ts";

/** The rooms that anyone may join, as the server pushes them. */
export function RoomList() {
  const texts = t.value;
  const away = failure.value;
  const empty = rooms.value.length === 0;
  useEffect(() => {
    if (shown.value) performance.mark("lobby:ready");
  }, [shown.value]);
  return (
    <section class="block rooms" aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">{texts.lobby.rooms}</h2>
      <div role="status">
        {away && <Away failure={away} />}
        {!away && !shown.value && <p class="rooms-note busy">{texts.lobby.loading}</p>}
        {!away && shown.value && empty && <p class="rooms-note">{texts.lobby.empty}</p>}
      </div>
      {shown.value && !empty && (
        <ul class={away ? "room-list stale" : "room-list"}>
          {rooms.value.map((room) => (
            <RoomLine key={room.roomId} room={room} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Away({ failure }: { readonly failure: JoinFailure }) {
  const texts = t.value;
  const words = failure === "join/unreachable" ? texts.lobby.offline : texts.failures[failure].text;
  const outdated = failure === "join/version_mismatch";
  return (
    <div class="rooms-note warn">
      <p class={trying.value ? "busy" : undefined}>{words}</p>
      <button type="button" onClick={() => (outdated ? location.reload() : retryLobby())}>
        {outdated ? texts.play.reload : texts.lobby.retry}
      </button>
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
