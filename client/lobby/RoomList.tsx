import { computed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { JoinFailure } from "../../netplay/status.ts";
import { t } from "../i18n/index.ts";
import { calmed } from "./calm.ts";
import { Filters } from "./Filters.tsx";
import { NO_FILTER } from "./filter.ts";
import { changeFilter, failure, passing, retryLobby, rooms, shown, trying } from "./list.ts";
import { RoomLine } from "./RoomLine.tsx";

/** A list that changes is read out at most this often. */
const SAY_MS = 4000;

const count = computed(() =>
  shown.value ? t.value.lobby.count(passing.value.length, rooms.value.length) : "",
);

/** The rooms that anyone may join, as the server pushes them. */
export function RoomList() {
  const texts = t.value.lobby;
  const away = failure.value;
  const section = useRef<HTMLElement>(null);
  const filled = shown.value && rooms.value.length > 0;
  useEffect(() => {
    if (shown.value) performance.mark("lobby:ready");
  }, [shown.value]);
  const clear = () => {
    changeFilter(NO_FILTER);
    // The button is gone with its reason.
    section.current?.querySelector("input")?.focus();
  };
  return (
    <section class="block rooms" aria-labelledby="rooms-heading" ref={section}>
      <div class="row spread rooms-head">
        <h2 id="rooms-heading">{texts.rooms}</h2>
        {filled && <span class="rooms-count">{count}</span>}
      </div>
      <Said />
      <div role="status">
        {away && <Away failure={away} />}
        {!away && !shown.value && <p class="rooms-note busy">{texts.loading}</p>}
        {!away && shown.value && !filled && <p class="rooms-note">{texts.empty}</p>}
      </div>
      {filled && <Filters />}
      {filled && passing.value.length === 0 && <NoMatch onClear={clear} />}
      {filled && (
        <ul class={away ? "room-list stale" : "room-list"}>
          {passing.value.map((room) => (
            <RoomLine key={room.roomId} room={room} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** How many rooms there are, for those who do not see the list. */
function Said() {
  const calm = useMemo(() => calmed(count, SAY_MS), []);
  useEffect(() => calm.stop, []);
  return (
    <p class="unseen" role="status">
      {calm.value}
    </p>
  );
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const texts = t.value.lobby;
  return (
    <div class="rooms-note no-match">
      <p>{texts.noMatch}</p>
      <button type="button" onClick={onClear}>
        {texts.clear}
      </button>
    </div>
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
