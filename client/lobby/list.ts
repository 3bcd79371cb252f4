import { computed, signal } from "@preact/signals";
import { type LobbyStatus, LobbyWatch, type OpenRoom } from "../../netplay/lobby.ts";
import type { JoinFailure } from "../../netplay/status.ts";
import { client, pass } from "../net.ts";
import { reloadPage } from "../play/current.ts";
import { tabStore } from "../stores.ts";
import { type Filter, filterFormat, filterRooms, NO_FILTER } from "./filter.ts";
import { kept } from "./kept.ts";

/** The lobby's list, as it was last heard. */
export const rooms = signal<readonly OpenRoom[]>([]);
/** People on this server; undefined until it has said. */
export const online = signal<number | undefined>(undefined);
/** Why the lobby is away; undefined while it is there, and until the first answer. */
export const failure = signal<JoinFailure | undefined>(undefined);
/** An attempt is under way. */
export const trying = signal(false);
/** True once there is a list: while the lobby is away the old one stays on the page. */
export const shown = signal(false);

const chosen = kept(tabStore, "filter", filterFormat);

/** Which of the rooms are on the page: as chosen in this tab. */
export const filter = computed<Filter>(() => chosen.value.value ?? NO_FILTER);
export const changeFilter = chosen.change;
export const passing = computed(() => filterRooms(rooms.value, filter.value));

/** Watches the lobby while its page is open; returns the stop. */
export function openLobby(): () => void {
  const watch = new LobbyWatch({
    client,
    pass,
    onRooms(list) {
      rooms.value = list;
      shown.value = true;
    },
    onOnline(count) {
      online.value = count;
    },
    onStatus: follow,
  });
  current = watch;
  const retry = () => watch.retryNow();
  addEventListener("online", retry);
  return () => {
    removeEventListener("online", retry);
    watch.stop();
    shown.value = false;
  };
}

/** An attempt that fails again must not take the words away in between. */
function follow(status: LobbyStatus): void {
  trying.value = status.kind === "connecting";
  if (status.kind === "live") failure.value = undefined;
  if (status.kind !== "offline") return;
  failure.value = status.failure;
  if (status.failure === "join/version_mismatch") reloadPage();
}

let current: LobbyWatch | undefined;

export const retryLobby = (): void => current?.retryNow();
