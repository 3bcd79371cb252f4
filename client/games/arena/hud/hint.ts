import type { Messages } from "../../../i18n/messages.ts";
import { firstKey, moveKeys } from "../../../keyNames.ts";
import { settings } from "../../../settings.ts";
import type { Hands } from "../input.ts";

/** What to do, for the hands that are at play. */
export function hintFor({ touching, padding }: Hands, t: Messages): string {
  if (touching) return t.arena.controlsTouch;
  if (padding) return t.arena.controlsPad;
  const { keys } = settings.value;
  const name = (action: "dash" | "scoreboard") => firstKey(keys, action, t);
  return t.arena.controls(moveKeys(keys, t), name("dash"), name("scoreboard"));
}
