import { z } from "zod/mini";
import { cleanName } from "../schema/lib/name.ts";
import { HUES } from "../schema/messages.ts";
import { PREFIX, type Store } from "./storage.ts";

/** What a player chose, kept for next time. `name` is as typed; `guest` stands in for a blank. */
export interface Profile {
  readonly name: string;
  readonly hue: number;
  readonly guest: string;
}

const KEY = `${PREFIX}profile`;
const RAW_NAME_MAX = 256;

const stored = z.object({
  name: z.string().check(z.maxLength(RAW_NAME_MAX)),
  hue: z.number().check(z.int(), z.gte(0), z.lt(HUES)),
  guest: z.string().check(z.minLength(1), z.maxLength(RAW_NAME_MAX)),
});

/** How a first guest name and colour are made: words of the page's language, and chance. */
export interface Chance {
  readonly words: readonly string[];
  /** "Torch 42" from its parts. */
  readonly compose: (word: string, number: number) => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The stored profile; where there is none, or it is not ours, a guest's. */
export function loadProfile(store: Store, chance: Chance): Profile {
  try {
    return stored.parse(JSON.parse(store.getItem(KEY) ?? "null"));
  } catch {
    const fresh = { name: "", hue: pick(HUES, chance), guest: guestName(chance) };
    saveProfile(store, fresh);
    return fresh;
  }
}

export function saveProfile(store: Store, profile: Profile): void {
  store.setItem(KEY, JSON.stringify(profile));
}

/** The name as others see it: never blank. */
export const shownName = ({ name, guest }: Profile): string => cleanName(name) || guest;

function guestName(chance: Chance): string {
  const word = chance.words[pick(chance.words.length, chance)] ?? "";
  return cleanName(chance.compose(word, 10 + pick(90, chance)));
}

const pick = (below: number, { random }: Chance): number => Math.floor(random() * below);
