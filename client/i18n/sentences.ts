import type { Messages } from "./messages.ts";

const ENDED = /[.!?…。！？]$/;

/** Several texts as one, each a sentence, as the language writes them. */
export function sentences(texts: readonly string[], { language: { stop } }: Messages): string {
  return texts.reduce((said, text) => said + (ENDED.test(said) ? stop.slice(1) : stop) + text);
}
