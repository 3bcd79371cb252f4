import type { ComponentType } from "preact";

/**
 * A game's own options as a form holds them: each choice by its id, each number as it was typed.
 * Flat and of strings alone, so that it can be kept in the tab whatever the game.
 */
export type OptionsDraft = Readonly<Record<string, string>>;

/** The options, as the game's schema takes them, or the names of the fields that are no good, in order. */
export type OptionsRead = { readonly options: object } | { readonly wrong: readonly string[] };

export interface OptionsFieldsProps {
  readonly value: OptionsDraft;
  /** Gets the whole draft, with what the player has just changed. */
  readonly onChange: (draft: OptionsDraft) => void;
  /** Shows the options without letting anybody change them. */
  readonly disabled?: boolean;
  /** Names of fields to say as wrong, as `read` gave them. The caller moves the focus to the first. */
  readonly wrong?: readonly string[];
  /** Seats of the room; undefined while what was typed for them is no number. */
  readonly seats: number | undefined;
  /** The seats stay as they are, so what does not go with them is not offered. */
  readonly seated?: boolean;
}

/**
 * What a player chooses of one game's rooms, for the form that opens a room and for the panel of
 * its host. `draft` fills the fields from a room's options (`{}`: the usual ones), `Fields` shows
 * them, and `read` turns them back. The part that every game shares (private, seats, bots) is not in
 * here.
 *
 *     const form = await SCREENS[game].options();
 *     const [draft, setDraft] = useState(form.draft(roomOptions));
 *     <form.Fields value={draft} onChange={setDraft} seats={seats} disabled={!isHost} />
 *     const read = form.read(draft, seats);
 *     if ("options" in read) request(HOST, { do: "configure", options: read.options });
 *
 * The input of a field that can be wrong has the field's name as its `name`:
 * `focusField(form.elements, read.wrong[0])`.
 */
export interface OptionsForm {
  readonly draft: (options: object) => OptionsDraft;
  /** @param seats of the room; without them nothing is checked against them */
  readonly read: (draft: OptionsDraft, seats?: number) => OptionsRead;
  readonly Fields: ComponentType<OptionsFieldsProps>;
}
