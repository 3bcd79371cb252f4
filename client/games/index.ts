import { SUN } from "../../schema/arena/teams.ts";
import type { GameId } from "../../schema/games.ts";
import type { Messages } from "../i18n/messages.ts";
import type { HelpPictures } from "./help.ts";
import type { OptionsForm } from "./options.ts";
import type { MountGame } from "./view.ts";

interface Screens {
  /** The game itself, loaded before a seat is reserved. */
  readonly view: () => Promise<MountGame>;
  /** How to play it, loaded when it is first opened. */
  readonly help: () => Promise<HelpPictures>;
  /** What a player chooses of its rooms, loaded with the first form that shows it. */
  readonly options: () => Promise<OptionsForm>;
  /** What a player's `team` is called; teams count from 1. */
  readonly teamName: (team: number, t: Messages) => string;
}

const arena: Screens = {
  view: () => import("./arena/index.ts").then((m) => m.mountArena),
  help: () => import("./arena/help/pictures.tsx").then((m) => m.ArenaHelp),
  options: () => import("./arena/options/index.ts").then((m) => m.arenaOptionsForm),
  teamName: (team, { match }) => (team === SUN ? match.teams.sun : match.teams.moon),
};

/** What each game shows: a new game is a new name here. */
export const SCREENS = { arena } satisfies Record<GameId, Screens>;
