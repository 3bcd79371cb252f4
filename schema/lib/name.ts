import { z } from "zod/mini";

/** Longest shown name, in code points. */
export const NAME_MAX = 16;

/**
 * Invisible and direction-changing characters: a name made of them is blank to others, and an
 * unclosed override (U+202E) would turn every line of a scoreboard round.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** More than two combining marks in a row is "zalgo" text that climbs over its neighbours. */
const STACKED = /(\p{M}{2})\p{M}+/gu;

/**
 * A name as it may be shown: normalised, without hidden characters, inner space folded, at most
 * {@link NAME_MAX} code points. May return "" (the caller then picks a guest name).
 */
export const cleanName = (raw: string): string => cleanText(raw, NAME_MAX);

/** Longest reason for a removal, in code points: at four bytes each it fits a close frame. */
export const REASON_MAX = 28;

/** A host's words about a removal, cleaned as a name is. May be "". */
export const cleanReason = (raw: string): string => cleanText(raw, REASON_MAX);

function cleanText(raw: string, most: number): string {
  const visible = raw.slice(0, 256).normalize("NFC").replace(HIDDEN, "").replace(STACKED, "$1");
  const folded = visible.replace(/\s+/gu, " ").trim();
  return [...folded].slice(0, most).join("").trim();
}

/** Join options carry a raw name; parsed, it is clean, and may be "": the room then names a guest. */
export const playerName = z.pipe(
  z.string().check(z.maxLength(256)),
  z.transform((raw: string) => cleanName(raw)),
);
