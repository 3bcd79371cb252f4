import { nextInt, type Rng } from "./random.ts";

/** Letters that are not taken for one another, nor for digits, when read aloud or written by hand. */
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ";
/** 22^6 is 113 million: at the allowed two guesses a second, years per open room. */
const LENGTH = 6;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new room's id: short enough to say. */
export const roomCode = (rng: Rng): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[nextInt(rng, ALPHABET.length)]).join("");

/** The code in what somebody typed, in any case, with spaces or dashes; or undefined. */
export function readCode(text: string): string | undefined {
  const letters = text.replace(/[\s-]/g, "").toUpperCase();
  return CODE.test(letters) ? letters : undefined;
}
