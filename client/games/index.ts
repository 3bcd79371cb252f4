import type { GameId } from "../../schema/games.ts";
import type { MountGame } from "./view.ts";

/** Each game's screen, loaded before a seat is reserved. */
export const VIEWS = {
  arena: () => import("./arena/index.ts").then((m) => m.mountArena),
} satisfies Record<GameId, () => Promise<MountGame>>;
