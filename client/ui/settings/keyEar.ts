import { type Signal, signal } from "@preact/signals";
import { type Bindings, isBindable, rebind, type Slot } from "../../bindings.ts";
import { textsNow } from "../../i18n/index.ts";
import { reboundWords } from "./words.ts";

const EMPTYING = ["Delete", "Backspace"];

/** What is read of a pressed key. */
export type KeyPress = Pick<KeyboardEvent, "code" | "key" | "shiftKey">;

interface KeyEarDeps {
  /** Gets in words what came of a choice. */
  readonly said: Signal<string>;
  readonly bindings: () => Bindings;
  readonly change: (bindings: Bindings) => void;
}

/** Waits for the new key of one field of the table. */
export class KeyEar {
  /** The field that waits for a key, if any. */
  readonly slot = signal<Slot | undefined>(undefined);
  readonly #deps: KeyEarDeps;

  constructor(deps: KeyEarDeps) {
    this.#deps = deps;
  }

  listensFor({ action, index }: Slot): boolean {
    return this.slot.value?.action === action && this.slot.value.index === index;
  }

  listen(slot: Slot): void {
    this.slot.value = slot;
    this.#deps.said.value = textsNow().settings.keys.press;
  }

  /** The field keeps its key, and nobody is asked for one any more. */
  stop(): void {
    if (!this.slot.peek()) return;
    this.slot.value = undefined;
    this.#deps.said.value = "";
  }

  /** Did the key mean the field that waits? Tab leaves it, as everywhere, and is the browser's. */
  take({ code, key, shiftKey }: KeyPress): boolean {
    const slot = this.slot.peek();
    if (!slot) return false;
    this.stop();
    // Where Tab may be chosen, Shift+Tab still leaves.
    if (key === "Tab" && (shiftKey || !isBindable("Tab", slot.action))) return false;
    if (key === "Escape") return true;
    const { said, bindings, change } = this.#deps;
    const chosen = rebind(bindings(), slot, EMPTYING.includes(code) ? "" : code);
    change(chosen.bindings);
    said.value = reboundWords(chosen.rebound, textsNow());
    return true;
  }
}
