import { z } from "zod/mini";
import { type Bindings, DEFAULT_BINDINGS, isConsistent } from "./bindings.ts";
import { PALETTE_IDS, type PaletteId } from "./palette.ts";
import { PREFIX, type Store } from "./storage.ts";

export const MOTIONS = ["system", "reduced", "full"] as const;

/** "system" follows what the player has told the operating system. */
export type Motion = (typeof MOTIONS)[number];

/** How a player wants the games to look, sound and be held. */
export interface Preferences {
  readonly keys: Bindings;
  /** 0..100 */
  readonly volume: number;
  readonly muted: boolean;
  readonly palette: PaletteId;
  /** Does a wound jolt the screen? */
  readonly shake: boolean;
  readonly motion: Motion;
}

export const DEFAULT_PREFERENCES: Preferences = {
  keys: DEFAULT_BINDINGS,
  volume: 70,
  muted: false,
  palette: "standard",
  shake: true,
  motion: "system",
};

const KEY = `${PREFIX}settings`;

const slots = z.tuple([z.string(), z.string()]);
const { up, down, left, right, fire, dash, scoreboard } = DEFAULT_BINDINGS;
/** An action that an older page did not know has its usual keys; nobody's other keys are lost. */
const keys = (usual: readonly [string, string]) => z._default(slots, [...usual]);
const bindings = z
  .object({
    up: keys(up),
    down: keys(down),
    left: keys(left),
    right: keys(right),
    fire: keys(fire),
    dash: keys(dash),
    scoreboard: keys(scoreboard),
  })
  .check(z.refine(isConsistent));

const fallback = DEFAULT_PREFERENCES;
/** Field by field: what an older or a newer page has written keeps what is still understood. */
const stored = z.object({
  keys: z.catch(bindings, () => ({ ...fallback.keys }) as z.infer<typeof bindings>),
  volume: z.catch(z.number().check(z.int(), z.gte(0), z.lte(100)), fallback.volume),
  muted: z.catch(z.boolean(), fallback.muted),
  palette: z.catch(z.enum(PALETTE_IDS), fallback.palette),
  shake: z.catch(z.boolean(), fallback.shake),
  motion: z.catch(z.enum(MOTIONS), fallback.motion),
});

/** What is stored; the default for each thing that is not, or is not ours. */
export function loadPreferences(store: Store): Preferences {
  try {
    return stored.parse(JSON.parse(store.getItem(KEY) ?? "{}"));
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

export function savePreferences(store: Store, preferences: Preferences): void {
  store.setItem(KEY, JSON.stringify(preferences));
}

/** The loudness 0..1 of a volume: the ear hears steps of the square root. */
export const loudness = ({ volume, muted }: Preferences): number =>
  muted ? 0 : (volume / 100) ** 2;

/** Is the page to hold still? */
export const holdsStill = ({ motion }: Preferences, systemReduces: boolean): boolean =>
  motion === "system" ? systemReduces : motion === "reduced";
