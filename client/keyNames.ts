import { signal } from "@preact/signals";
import type { Bindings } from "./bindings.ts";
import type { Messages } from "./i18n/messages.ts";

interface KeyboardLayout {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

/** What the player's own keyboard has printed on its keys, where the browser tells. */
const layout = signal<ReadonlyMap<string, string>>(new Map());

/** Asks the browser for the keyboard's layout; only some tell, and only on a secure page. */
export async function learnLayout(): Promise<void> {
  const { keyboard } = navigator as { keyboard?: KeyboardLayout };
  try {
    layout.value = (await keyboard?.getLayoutMap()) ?? layout.peek();
  } catch {
    // Refused: the keys are named as on a US keyboard.
  }
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** The name of a `KeyboardEvent.code` for people; "" for no key. */
export function keyName(code: string, { settings: { keys } }: Messages): string {
  const printed = layout.value.get(code);
  if (printed?.trim()) return printed.toUpperCase();
  if (code === "Space") return keys.space;
  const plain = code.replace(/^(Key|Digit)(?=.$)/, "").replace(/^Numpad(?=.)/, "Num ");
  return ARROWS[code] ?? plain.replace(/^(Shift|Bracket)(Left|Right)$/, "$1 ($2)");
}

/** The first key of an action by name, else its second, else "—". */
export const firstKey = (bindings: Bindings, action: keyof Bindings, t: Messages): string =>
  keyName(bindings[action][0] || bindings[action][1], t) || "—";

/** The four keys that move, as one word: "WASD". */
export function moveKeys(bindings: Bindings, t: Messages): string {
  const names = (["up", "left", "down", "right"] as const).map((to) => firstKey(bindings, to, t));
  return names.every((name) => name.length === 1) ? names.join("") : names.join(" ");
}
