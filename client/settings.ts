import { computed, effect, signal } from "@preact/signals";
import { PALETTES, TEAM_PALETTES } from "./palette.ts";
import {
  DEFAULT_PREFERENCES,
  holdsStill,
  loadPreferences,
  type Preferences,
  savePreferences,
} from "./preferences.ts";
import { localStore } from "./stores.ts";

const state = signal<Preferences>(loadPreferences(localStore));

const reduces =
  typeof matchMedia === "undefined" ? undefined : matchMedia("(prefers-reduced-motion: reduce)");
const systemReduces = signal(reduces?.matches ?? false);
reduces?.addEventListener("change", () => {
  systemReduces.value = reduces.matches;
});

/** What was chosen on this browser; pages and games read it anew, so that a change is felt at once. */
export const settings = {
  get value(): Preferences {
    return state.value;
  },
  /** Changes what is given and keeps it for next time. */
  change(part: Partial<Preferences>): void {
    state.value = { ...state.peek(), ...part };
    savePreferences(localStore, state.peek());
  },
  reset(): void {
    settings.change(DEFAULT_PREFERENCES);
  },
};

/** Should things that move for show hold still? */
export const still = computed(() => holdsStill(state.value, systemReduces.value));

/** The eight player colours as CSS hex, by hue. */
export const hueColors = computed<readonly string[]>(() => PALETTES[state.value.palette]);

/** The colours of sun and moon as CSS hex. */
export const teamColors = computed<readonly string[]>(() => TEAM_PALETTES[state.value.palette]);

/** Keeps motion and colours of the page's style sheets on what is chosen; returns the stop. */
export function markSettings(): () => void {
  return effect(() => {
    const { dataset, style } = document.documentElement;
    dataset.motion = still.value ? "reduced" : "full";
    for (const [hue, color] of hueColors.value.entries()) style.setProperty(`--hue-${hue}`, color);
    for (const [i, color] of teamColors.value.entries())
      style.setProperty(`--team-${i + 1}`, color);
  });
}
