import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GameId } from "../../../schema/games.ts";
import { localStore } from "../../stores.ts";
import { helpKey } from "./keys.ts";
import { isFirstHelp } from "./seen.ts";

interface HelpMoment {
  /** Is the match on, with nothing over it? */
  readonly clear: boolean;
  readonly playing: ReadonlySignal<boolean>;
  readonly game: GameId | undefined;
}

/** Is the help open? Opens by itself once per browser, and by its keys. */
export function useHelp({ clear, playing, game }: HelpMoment): Signal<boolean> {
  const helping = useSignal(false);
  useEffect(() => {
    if (clear && game !== undefined && isFirstHelp(localStore, game)) helping.value = true;
  }, [clear, game]);
  useEffect(() => followKeys(helping, playing), []);
  return helping;
}

/** Keeps the help's keys working while the match is on; returns the stop. */
function followKeys(helping: Signal<boolean>, playing: ReadonlySignal<boolean>): () => void {
  const follow = (event: KeyboardEvent) => {
    const key = playing.peek() ? helpKey(event) : undefined;
    if (!key) return;
    // F1 is the browser's help otherwise.
    if (key === "toggle") event.preventDefault();
    helping.value = key === "toggle" && !helping.peek();
  };
  addEventListener("keydown", follow);
  return () => removeEventListener("keydown", follow);
}
