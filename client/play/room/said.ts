import type { Messages } from "../../i18n/messages.ts";
import { isolated } from "../../ui/isolated.ts";
import type { Said } from "./desk.ts";

/** What came of the host's wish, in words. */
export function saidWords(said: Said, t: Messages): string {
  if (said.kind === "failed") return t.room.failures[said.reason];
  return said.kind === "removed" ? t.room.removed(isolated(said.name)) : t.room[said.kind];
}
