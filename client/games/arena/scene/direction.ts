/** Hebrew, Arabic and the other scripts that run to the left. */
const LEFTWARD = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The writing direction of a name by itself, as the page has it by `dir=auto`: its first letter's. */
export function directionOf(name: string): "ltr" | "rtl" {
  const first = /\p{L}/u.exec(name)?.[0] ?? "";
  return LEFTWARD.test(first) ? "rtl" : "ltr";
}
