// First: without it Pixi builds functions from strings, which the content security policy forbids.
import "pixi.js/unsafe-eval";
import "./arena.css";
import "./hud/match.css";
import "./hud/own.css";
import "./hud/map.css";
import "./hud/board.css";
import "./hands.css";
import "./match/match.css";
import "./match/panel.css";
import "./match/ending.css";
import "./match/vote.css";
import "./match/watch.css";
// Last: it overrides the others on small screens.
import "./small.css";
import type { ArenaState } from "../../../schema/arena/state.ts";
import type { GameContext, GameView } from "../view.ts";
import { ArenaView } from "./view.ts";

/** Opens Arena's screen in the context's element; resolves when the world can be drawn. */
export async function mountArena(context: GameContext<never>): Promise<GameView> {
  const view = new ArenaView(context as unknown as GameContext<ArenaState>);
  try {
    await view.open();
  } catch (error) {
    view.unmount();
    throw error;
  }
  return view;
}
