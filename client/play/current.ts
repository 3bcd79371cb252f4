import { effect, signal, untracked } from "@preact/signals";
import { GAME_IDS, type GameId } from "../../schema/games.ts";
import { BUILD_ID } from "../build.ts";
import { SCREENS } from "../games/index.ts";
import { textsNow } from "../i18n/index.ts";
import { namedLine } from "../net/address.ts";
import { gameOf, isReady, takeSeat } from "../net.ts";
import { leaveResume, mayReload, takeResume } from "../reload.ts";
import { navigate, playPath, type Route, route } from "../router.ts";
import { openSeats } from "../seats.ts";
import { tabStore } from "../stores.ts";
import type { Target } from "./screen.ts";
import { Stay } from "./stay.ts";

/** The game that is played when nothing says which. */
export const FIRST_GAME = GAME_IDS[0] as GameId;

/** The stay on the play screen, while there is one. */
export const stay = signal<Stay | undefined>(undefined);

const seats = openSeats(tabStore);

/** Opens the play screen; the address follows once there is a seat. */
export function play(target: Target): void {
  stay.peek()?.close();
  stay.value = new Stay(target, {
    takeSeat,
    gameOf,
    loadGame: (game) => SCREENS[game].view(),
    isReady,
    wait,
    reload: reloadPage,
    remember: (match) => leaveResume(tabStore, match),
    onSeat: (roomId, watching) =>
      navigate(playPath(roomId, watching, namedLine.peek()), {
        replace: route.peek().page === "play",
      }),
    seats,
    element: document.createElement("div"),
    texts: textsNow,
  });
}

/** Leaves the match and goes to the lobby. */
export function leave(): void {
  close();
  navigate("/");
}

/** Keeps the play screen in step with the address; returns the stop. */
export function followRoute(): () => void {
  return effect(() => {
    const current = route.value;
    untracked(() => meet(current));
  });
}

function meet(current: Route): void {
  const roomId = stay.peek()?.roomId.peek();
  if (current.page === "play") {
    if (roomId === current.roomId) return;
    const resume = takeResume(tabStore, current.roomId);
    const { watch } = current;
    play({ kind: "room", roomId: current.roomId, watch, ...(resume && { fallback: resume.game }) });
  } else if (roomId !== undefined) close();
}

function close(): void {
  stay.peek()?.close();
  stay.value = undefined;
}

/** A little off the beat, so that a restarted server does not meet everyone in one instant. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms * (0.75 + Math.random() / 2)));
}

/** For a server of another build: loads its page, once. */
export function reloadPage(): boolean {
  if (!mayReload(tabStore, BUILD_ID)) return false;
  location.reload();
  return true;
}
