import { computed, signal } from "@preact/signals";
import type { Result } from "../../result.ts";
import { LANGS, type Lang, langOf, tongue } from "../words/index.ts";

/** The first part of the fragment: "#zh-charts" is the charts in Chinese. */
function langInHash(): Lang | undefined {
  const [id] = location.hash.slice(1).split("-");
  return LANGS.find((lang) => lang === id);
}

export const lang = signal<Lang>(langInHash() ?? langOf(navigator.language));
export const told = computed(() => tongue(lang.value));
/** Texts of the page itself. */
export const texts = computed(() => told.value.words.page);

addEventListener("hashchange", () => {
  lang.value = langInHash() ?? lang.value;
});

/** Another language, kept in the address: a link to the report keeps it, too. */
export function speak(next: Lang): void {
  history.replaceState(null, "", `#${next}`);
  lang.value = next;
}

/** On paper everything is dark on light. */
export const onPaper = signal(matchMedia("print").matches);
matchMedia("print").addEventListener("change", ({ matches }) => {
  onPaper.value = matches;
});
// The event above comes too late for what is drawn on a canvas.
addEventListener("beforeprint", () => {
  onPaper.value = true;
});
addEventListener("afterprint", () => {
  onPaper.value = false;
});

/** Row of the timeline that all charts point at; the keyboard's has to be drawn by us. */
export const cursor = signal<{ readonly row: number | null; readonly by: "mouse" | "keys" }>({
  row: null,
  by: "mouse",
});

/** Seconds that all charts show; null: the whole run. */
export const zoom = signal<{ readonly from: number; readonly to: number } | null>(null);

export function readResult(): Result {
  return JSON.parse(document.getElementById("result")?.textContent ?? "null") as Result;
}
