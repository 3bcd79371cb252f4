import type { Entry } from "../../netplay/session.ts";
import type { Ending, JoinFailure, Status } from "../../netplay/status.ts";
import type { GameId } from "../../schema/games.ts";
import type { Messages, Words } from "../i18n/messages.ts";

/** Where a player wants to go. With `fallback`, a room that is gone becomes quick play. */
export type Target =
  | Extract<Entry, { kind: "quick" | "create" }>
  | {
      readonly kind: "room";
      readonly roomId: string;
      readonly fallback?: GameId;
      /** Comes to watch, and takes no seat. */
      readonly watch?: boolean;
    };

/** What a join is waiting for. */
export type Step = "room" | "game" | "seat" | "scene";

/** What the play screen shows over the game; "playing" is nothing. */
export type Screen =
  | { readonly kind: "connecting"; readonly step: Step }
  | { readonly kind: "ended"; readonly ending: Ending; readonly reason: string }
  | { readonly kind: "refused"; readonly failure: JoinFailure }
  | { readonly kind: "game_failed" }
  | Exclude<Status, { kind: "ended" }>;

/** What a player may do about a screen. The first is what Enter does. */
export type Action =
  | "retry"
  | "rejoin"
  | "here"
  | "watch"
  | "reload"
  | "quickPlay"
  | "lobby"
  | "cancel"
  | "quit";

/** A screen in words. */
export interface Notice extends Words {
  /** True while something is going on by itself. */
  readonly busy: boolean;
  /** What somebody said, word for word. */
  readonly quote?: string;
  readonly actions: readonly Action[];
}

const AFTER_FAILURE: Record<JoinFailure, readonly Action[]> = {
  "join/full": ["retry", "watch", "quickPlay", "lobby"],
  "join/banned": ["quickPlay", "lobby"],
  "join/not_found": ["quickPlay", "lobby"],
  "join/unreachable": ["retry", "lobby"],
  "join/failed": ["retry", "lobby"],
  "join/bad_options": ["lobby"],
  "join/no_identity": ["retry", "lobby"],
  "join/revoked": ["retry", "lobby"],
  "join/version_mismatch": ["reload", "lobby"],
  "join/too_many_guesses": ["retry", "lobby"],
  "join/too_fast": ["retry", "lobby"],
  "join/too_many_rooms": ["retry", "lobby"],
  "join/server_full": ["retry", "lobby"],
  "join/create_not_allowed": ["quickPlay", "lobby"],
  "join/barred": ["lobby"],
};

const AFTER_ENDING: Record<Ending, readonly Action[]> = {
  left: ["rejoin", "lobby"],
  lost: ["rejoin", "lobby"],
  kicked: ["lobby"],
  removed: ["quickPlay", "lobby"],
  barred: ["lobby"],
  revoked: ["rejoin", "lobby"],
  replaced: ["here", "lobby"],
  server_stopping: ["lobby"],
  room_closed: ["quickPlay", "lobby"],
  room_failed: ["quickPlay", "lobby"],
  bad_frame: ["rejoin", "reload", "lobby"],
  flooding: ["rejoin", "lobby"],
};

/** The words and the ways out for a screen; undefined while playing. */
export function noticeOf(screen: Screen, t: Messages): Notice | undefined {
  switch (screen.kind) {
    case "playing":
      return undefined;
    case "connecting":
      return { title: t.play.connecting, text: t.play.steps[screen.step], ...waiting("cancel") };
    case "reconnecting": {
      const text = t.play.attempt(screen.attempt, screen.attempts);
      return { title: t.play.reconnecting, text, ...waiting("quit") };
    }
    case "refused":
      return { ...t.failures[screen.failure], ...settled(AFTER_FAILURE[screen.failure]) };
    case "game_failed":
      return { ...t.play.gameFailed, ...settled(["reload", "lobby"]) };
    case "ended": {
      const { ending, reason } = screen;
      const said = ending === "removed" && reason !== "" ? { quote: reason } : {};
      const busy = ending === "server_stopping";
      return { ...t.endings[ending], ...said, busy, actions: AFTER_ENDING[ending] };
    }
  }
}

const waiting = (action: Action) => ({ busy: true, actions: [action] });
const settled = (actions: readonly Action[]) => ({ busy: false, actions });

/** The words on an action's button. */
export function actionLabel(action: Action, t: Messages): string {
  if (action === "retry") return t.play.again;
  if (action === "watch") return t.room.watch;
  return t.play[action];
}
