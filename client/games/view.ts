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

/** What a game knows of its line and the session does not. */
export interface NetFigures {
  /** Inputs that were sent and not yet seen in the state. */
  readonly pendingInputs: number;
  /** How often the prediction of oneself was wrong since the screen opened. */
  readonly corrections: number;
  /** The largest of them, in px of the world. */
  readonly largestCorrection: number;
}

/** One running game screen. The shell owns the animation frame, the joining and the leaving. */
export interface GameView {
  /** Draws one frame. `now` is the animation frame's timestamp in ms. */
  frame(now: number): void;
  /** After a reconnection: same state instances, new input buffer. */
  onReconnect?(): void;
  unmount(): void;
  /** For the net panel; undefined while there is nothing to predict. */
  net?(): NetFigures | undefined;
  /** Plain telemetry for tests. */
  debug(): Readonly<Record<string, unknown>>;
}

export type MountGame = (context: GameContext<never>) => Promise<GameView>;
