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
export function cleanName(raw: string): string {
  const visible = raw.slice(0, 256).normalize("NFC").replace(HIDDEN, "").replace(STACKED, "$1");
  const folded = visible.replace(/\s+/gu, " ").trim();
  return [...folded].slice(0, NAME_MAX).join("").trim();
}

/** Join options carry a raw name; parsed, it is clean, and may be "": the room then names a guest. */
export const playerName = z.pipe(
  z.string().check(z.maxLength(256)),
  z.transform((raw: string) => cleanName(raw)),
);
