/**
 * A whole number as typed, or undefined when it is none or out of range. Full-width digits, as
 * Chinese and Japanese keyboards type them, count.
 */
export function readCount(text: string, min: number, max: number): number | undefined {
  const trimmed = text.normalize("NFKC").trim();
  if (!/^\d{1,4}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count >= min && count <= max ? count : undefined;
}
