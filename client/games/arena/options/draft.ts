import { MAP_IDS } from "../../../../schema/arena/maps.ts";
import {
  type ArenaOptions,
  holds,
  MODES,
  ROTATE,
  SKILLS,
} from "../../../../schema/arena/options.ts";
import { readCount } from "../../../ui/count.ts";
import type { OptionsDraft, OptionsRead } from "../../options.ts";

/** Each match on the next map, or all on one. */
export const MAPS = [ROTATE, ...MAP_IDS] as const;

/** Match lengths on offer, in seconds. */
export const LENGTHS = [60, 180, 300, 600] as const;

export const LIMIT_MAX = 500;

/** What may be chosen here of an Arena room; its seats and bots are every game's. */
type Own = Pick<ArenaOptions, "map" | "mode" | "matchSeconds" | "scoreLimit" | "skill">;

const USUAL: Own = { map: ROTATE, mode: "ffa", matchSeconds: 300, scoreLimit: 0, skill: "normal" };

/** The fields for these options; what is missing is as usual. */
export function draftOf(options: Partial<Own>): OptionsDraft {
  const { map, mode, matchSeconds, scoreLimit, skill } = { ...USUAL, ...options };
  const limit = scoreLimit === 0 ? "" : String(scoreLimit);
  return { map, mode, matchSeconds: String(matchSeconds), scoreLimit: limit, skill };
}

/** The choices in these fields. What an older page has kept and nobody knows now is as usual. */
export const choicesOf = (draft: OptionsDraft) => ({
  map: MAPS.find((id) => id === draft.map) ?? USUAL.map,
  mode: MODES.find((id) => id === draft.mode) ?? USUAL.mode,
  skill: SKILLS.find((id) => id === draft.skill) ?? USUAL.skill,
  matchSeconds: readCount(draft.matchSeconds ?? "", 10, 3600) ?? USUAL.matchSeconds,
});

/** @param seats of the room, which its map must hold */
export function readDraft(draft: OptionsDraft, seats = 0): OptionsRead {
  const choices = choicesOf(draft);
  const scoreLimit = readLimit(draft.scoreLimit ?? "");
  const wrong = holds(choices.map, seats) ? [] : ["map"];
  if (scoreLimit === undefined) return { wrong: [...wrong, "scoreLimit"] };
  if (wrong.length > 0) return { wrong };
  const options: Own = { ...choices, scoreLimit };
  return { options };
}

/** The maps that hold so many seats. */
export const mapsFor = (seats: number) => MAPS.filter((map) => holds(map, seats));

/** Blank is 0: the game finds a fitting limit. */
const readLimit = (text: string): number | undefined =>
  text.trim() === "" ? 0 : readCount(text, 1, LIMIT_MAX);

/** The lengths on offer, and this room's own. */
export const lengthsWith = (seconds: number): readonly number[] =>
  LENGTHS.some((length) => length === seconds) ? LENGTHS : [seconds, ...LENGTHS];
