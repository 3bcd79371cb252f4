import { signal } from "@preact/signals";
import { type LobbyStatus, LobbyWatch, type OpenRoom } from "../../netplay/lobby.ts";
import { client, pass } from "../net.ts";
import { reloadPage } from "../play/current.ts";

/** The lobby's live list. */
export const rooms = signal<readonly OpenRoom[]>([]);
/** People on this server; undefined until it has said. */
export const online = signal<number | undefined>(undefined);
export const status = signal<LobbyStatus>({ kind: "connecting" });
/** True once the list has been shown: a reconnection then keeps the old one on the page. */
export const shown = signal(false);

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
    onStatus(next) {
      status.value = next;
      if (next.kind === "offline" && next.failure === "join/version_mismatch") reloadPage();
    },
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

let current: LobbyWatch | undefined;

export const retryLobby = (): void => current?.retryNow();
