import { computed, signal } from "@preact/signals";
import { SCREENS } from "../games/index.ts";
import type { OptionsForm } from "../games/options.ts";
import { FIRST_GAME } from "../play/current.ts";
import { tabStore } from "../stores.ts";
import { kept } from "./kept.ts";
import { type NewRoom, newRoomFormat, USUAL_ROOM } from "./newRoom.ts";

const typed = kept(tabStore, "new-room", newRoomFormat);

/** What was typed outlives the page: a refusal by the server must not empty the form. */
export const newRoom = computed<NewRoom>(() => typed.value.value ?? USUAL_ROOM);

export function changeNewRoom(part: Partial<NewRoom>): void {
  typed.change({ ...newRoom.peek(), ...part });
}

/** What was pasted as a link or code. */
export const pasted = signal("");

/** The game's own part of the form, once it is here; "failed" when it cannot be had. */
export const ownForm = signal<OptionsForm | "failed" | undefined>(undefined);

/** Loads the game's own part of the form. */
export function loadOwnForm(): void {
  if (typeof ownForm.peek() === "object") return;
  SCREENS[FIRST_GAME].options().then(
    (form) => {
      ownForm.value = form;
    },
    () => {
      ownForm.value = "failed";
    },
  );
}
