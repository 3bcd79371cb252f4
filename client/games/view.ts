import type { Session } from "../../netplay/session.ts";
import type { Messages } from "../i18n/messages.ts";

/** What the shell gives a game when its screen opens. */
export interface GameContext<State = unknown> {
  readonly session: Session<State>;
  /** Empty, sized by the shell to fill the screen; the game owns what it puts inside. */
  readonly element: HTMLElement;
  /** The texts of the page's language. */
  readonly texts: Messages;
}

/** One running game screen. The shell owns the animation frame, the joining and the leaving. */
export interface GameView {
  /** Draws one frame. `now` is the animation frame's timestamp in ms. */
  frame(now: number): void;
  /** After a reconnection: same state instances, new input buffer. */
  onReconnect?(): void;
  unmount(): void;
  /** Plain telemetry for tests and the net panel. */
  debug(): Readonly<Record<string, unknown>>;
}

export type MountGame = (context: GameContext<never>) => Promise<GameView>;
