import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { GameId } from "../../../schema/games.ts";
import { browserPads } from "../../gamepads.ts";
import { settings } from "../../settings.ts";
import { localStore } from "../../stores.ts";
import { helpKey } from "./keys.ts";
import { whenPlayed } from "./playing.ts";
import { isFirstHelp } from "./seen.ts";

interface HelpMoment {
  /** Is the match on, with nothing over it? */
  readonly clear: boolean;
  readonly playing: ReadonlySignal<boolean>;
  readonly game: GameId | undefined;
  readonly stage: RefObject<HTMLElement | null>;
}

/**
 * Is the help open? Opens by itself once per browser, until one plays, since foes do not wait; and by
 * its keys, until it is closed.
 */
export function useHelp({ clear, playing, game, stage }: HelpMoment): Signal<boolean> {
  const helping = useSignal(false);
  const byItself = useSignal(false);
  useEffect(() => {
    if (clear && game !== undefined && isFirstHelp(localStore, game)) {
      helping.value = byItself.value = true;
    }
  }, [clear, game]);
  useEffect(() => {
    if (!helping.value) byItself.value = false;
    if (!byItself.value || !stage.current) return;
    const hands = { stage: stage.current, bindings: () => settings.value.keys, pads: browserPads };
    return whenPlayed(hands, () => {
      helping.value = false;
    });
  }, [helping.value, byItself.value]);
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
