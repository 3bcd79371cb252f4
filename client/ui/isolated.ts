/** A name inside a sentence: its writing direction ends where the name ends. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
