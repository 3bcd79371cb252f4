import { readCode } from "../../schema/lib/code.ts";
import type { Messages } from "../i18n/messages.ts";
import { parsePath } from "../router.ts";

/** What somebody pasted to join by: a room's id, or why it is none. */
export type Pasted =
  | { readonly roomId: string }
  | { readonly wrong: "blank" | "neither" }
  /** Almost a code: characters that codes do not have, as typed. */
  | { readonly wrong: "letters"; readonly found: readonly string[] }
  /** Almost a code: so many letters. */
  | { readonly wrong: "length"; readonly count: number };

const LENGTH = 6;
/** What somebody meant as a code, more or less. */
const ALMOST = /^[\p{L}\p{N}]{4,8}$/u;

/**
 * Reads a code, or an invite link to any host: a LAN has several names for one server. What cannot
 * be a room's id is known here, and costs nobody a guess.
 */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === "") return { wrong: "blank" };
  const id = linkedId(trimmed) ?? trimmed;
  const roomId = readCode(id);
  return roomId === undefined ? problemOf(id.replace(/[\s-]/g, "")) : { roomId };
}

/** The room id of an invite link. */
function linkedId(text: string): string | undefined {
  const withScheme = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const route = parsePath(new URL(withScheme).pathname);
  return route.page === "play" ? route.roomId : undefined;
}

function problemOf(id: string): Pasted {
  if (!ALMOST.test(id)) return { wrong: "neither" };
  const letters = [...id];
  if (letters.length !== LENGTH) return { wrong: "length", count: letters.length };
  const found = letters.filter((letter) => readCode(letter.repeat(LENGTH)) === undefined);
  return { wrong: "letters", found: [...new Set(found)] };
}

/** What is wrong, in words; "" when nothing is. */
export function pastedWords(
  pasted: Pasted,
  example: string,
  { joinBox: texts, language: { comma } }: Messages,
): string {
  if ("roomId" in pasted) return "";
  switch (pasted.wrong) {
    case "blank":
      return texts.blank;
    case "neither":
      return texts.wrong(example);
    case "letters":
      return texts.wrongLetters(pasted.found.join(comma));
    case "length":
      return texts.wrongLength(pasted.count);
  }
}
