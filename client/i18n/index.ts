import { computed, effect, signal } from "@preact/signals";
import { PREFIX } from "../storage.ts";
import { localStore } from "../stores.ts";
import { en, type Messages } from "./messages.ts";
import { zh } from "./zh.ts";

/** The page's languages, by the id that `<html lang>` carries. */
export const DICTIONARIES = { en, "zh-CN": zh } as const satisfies Record<string, Messages>;

export type Language = keyof typeof DICTIONARIES;

export const LANGUAGES = Object.keys(DICTIONARIES) as readonly Language[];

const KEY = `${PREFIX}language`;

const isLanguage = (id: string | null): id is Language =>
  id !== null && Object.hasOwn(DICTIONARIES, id);

/** The chosen language, else the first that the browser asks for and we speak, else English. */
export function pickLanguage(chosen: string | null, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0];
    const match = LANGUAGES.find((id) => id.toLowerCase().split("-")[0] === primary);
    if (match) return match;
  }
  return "en";
}

export const language = signal<Language>(
  pickLanguage(localStore.getItem(KEY), navigator.languages),
);

/** The texts of the page's language: `t.value.lobby.title`. */
export const t = computed<Messages>(() => DICTIONARIES[language.value]);

let texts: Messages = DICTIONARIES[language.peek()];
language.subscribe((id) => {
  texts = DICTIONARIES[id];
});

/** The same, outside the page's own drawing: asked in every frame, where each `peek` is a closure. */
export const textsNow = (): Messages => texts;

/** Chooses a language for this browser. */
export function speak(chosen: Language): void {
  localStore.setItem(KEY, chosen);
  language.value = chosen;
}

/** Keeps `<html lang>` on the page's language; returns the stop. */
export function markLanguage(): () => void {
  return effect(() => {
    document.documentElement.lang = language.value;
  });
}
