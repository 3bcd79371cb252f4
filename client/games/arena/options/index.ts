import type { OptionsForm } from "../../options.ts";
import { draftOf, readDraft } from "./draft.ts";
import { ArenaFields } from "./Fields.tsx";

/** What a player chooses of an Arena room. */
export const arenaOptionsForm: OptionsForm = {
  draft: draftOf,
  read: readDraft,
  Fields: ArenaFields,
};
