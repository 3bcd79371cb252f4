import type { GameId } from "../../schema/games.ts";
import type { HelpPictures } from "./help.ts";
import type { MountGame } from "./view.ts";

interface Screens {
  /** The game itself, loaded before a seat is reserved. */
  readonly view: () => Promise<MountGame>;
  /** How to play it, loaded when it is first opened. */
  readonly help: () => Promise<HelpPictures>;
}

const arena: Screens = {
  view: () => import("./arena/index.ts").then((m) => m.mountArena),
  help: () => import("./arena/help/pictures.tsx").then((m) => m.ArenaHelp),
};

/** What each game shows: a new game is a new name here. */
export const SCREENS = { arena } satisfies Record<GameId, Screens>;
