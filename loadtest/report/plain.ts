/** Longer than any id, and short enough for a line or two. */
const LONGEST = 300;
/**
 * What a terminal obeys or XML forbids: control characters, lone surrogates, non-characters, and
 * marks that turn the direction of writing. Texts from servers and rooms may hold any of them.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** A text from outside as one line that can be shown anywhere; what cannot be shown is spelt out. */
export function plain(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
