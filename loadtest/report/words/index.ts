import { en } from "./en.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { zh } from "./zh.ts";

export type Words = typeof en;
const DICTIONARIES = { en, zh } as const satisfies Record<string, Words>;
export type Lang = keyof typeof DICTIONARIES;
export const LANGS = Object.keys(DICTIONARIES) as readonly Lang[];

/** A language: its texts, and how it writes numbers. */
export interface Tongue {
  readonly lang: Lang;
  readonly words: Words;
  readonly n: Numbers;
}

export function tongue(lang: Lang): Tongue {
  const words: Words = DICTIONARIES[lang];
  return { lang, words, n: numbers(words.locale) };
}

/** The language for a locale such as "zh-Hans-CN" or "de-AT": Chinese for Chinese, else English. */
export const langOf = (locale: string): Lang => (/^zh\b/i.test(locale) ? "zh" : "en");
