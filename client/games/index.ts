import type { GameId } from "../../schema/games.ts";
import type { HelpPictures } from "./help.ts";
import type { MountGame } from "./view.ts";

/** Each game's screen, loaded before a seat is reserved. */
export const VIEWS = {
  arena: () => import("./arena/index.ts").then((m) => m.mountArena),
} satisfies Record<GameId, () => Promise<MountGame>>;

/** Each game's help, loaded when it is first opened. */
export const HELPS = {
  arena: () => import("./arena/help/pictures.tsx").then((m) => m.ArenaHelp),
} satisfies Record<GameId, () => Promise<HelpPictures>>;
