import { signal } from "@preact/signals";
import { t } from "./i18n/index.ts";
import { loadProfile, type Profile, saveProfile } from "./profile.ts";
import { localStore } from "./stores.ts";

const state = signal<Profile>(
  loadProfile(localStore, {
    words: t.peek().profile.guestWords,
    compose: t.peek().profile.guest,
    random: Math.random,
  }),
);

/** The name and colour chosen on this browser. */
export const me = {
  get value(): Profile {
    return state.value;
  },
  /** Changes what is given and keeps it for next time. */
  change(part: Partial<Profile>): void {
    state.value = { ...state.peek(), ...part };
    saveProfile(localStore, state.peek());
  },
};
