import type { ArenaState, Player } from "../../../../schema/arena/state.ts";
import { MOON } from "../../../../schema/arena/teams.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { sentences } from "../../../i18n/sentences.ts";
import { isolated } from "../hud/dom.ts";
import type { Standing } from "../hud/standings.ts";

export type CallKind = "waiting" | "ready" | "fight" | "overtime" | "fall";

/** What stands in the middle of the screen for a moment. */
export interface Call {
  readonly kind: CallKind;
  readonly title: string;
  readonly text?: string;
  /** Of oneself: 1 sun, 2 moon, 0 for none. */
  readonly team?: number;
  /** Seconds, in large. */
  readonly count?: number;
}

type Mode = Pick<ArenaState, "teams" | "limit">;
type End = Pick<ArenaState, "winner" | "winningTeam">;
type Course = Mode & End & Pick<ArenaState, "phase" | "map" | "secondsLeft" | "ballot">;
type Fighter = Pick<Player, "team" | "alive" | "respawnIn">;

/** What of the moment decides the words, besides the state. */
export interface Moment {
  /** Oneself; undefined for a watcher. */
  readonly self: Fighter | undefined;
  /** A turn of the match that is still news. */
  readonly flash: "fight" | "overtime" | undefined;
  /** Who felled one, if anybody known. */
  readonly by: string | undefined;
}

export const teamName = (team: number, { match: { teams } }: Messages): string =>
  team === MOON ? teams.moon : teams.sun;

export const mapName = (id: string, { arenaOptions: { maps } }: Messages): string =>
  (maps as Readonly<Record<string, string>>)[id] ?? id;

/** The mode, and the score that ends the match. */
export const goalOf = ({ teams, limit }: Mode, { match }: Messages): string =>
  teams ? match.teamsGoal(limit) : match.ffaGoal(limit);

/** What to show in the middle now; undefined while the fight goes on. */
export function callOf(state: Course, { self, flash, by }: Moment, t: Messages): Call | undefined {
  const { match } = t;
  switch (state.phase) {
    case "warmup":
      if (self && !self.alive) break;
      return { kind: "waiting", title: match.waiting, text: match.waitingHint };
    case "ready": {
      const { secondsLeft: count } = state;
      const text = goalOf(state, t);
      return { kind: "ready", title: mapName(state.map, t), text, team: self?.team ?? 0, count };
    }
    case "over":
    case "vote":
      return undefined;
  }
  if (self && !self.alive) return fallOf(self, by, t);
  if (flash === "fight") return { kind: "fight", title: match.fight };
  return flash && { kind: "overtime", title: match.overtime, text: match.overtimeHint };
}

function fallOf({ respawnIn }: Fighter, by: string | undefined, { arena }: Messages): Call {
  const title = by === undefined ? arena.fell : arena.felledBy(isolated(by));
  return { kind: "fall", title, text: arena.respawnIn(respawnIn) };
}

/** The winner in words. A name may be borne twice: only the one on top is oneself. */
export function endTitle(
  { winner, winningTeam }: End,
  { lines, ownTeam }: { readonly lines: readonly Standing[]; readonly ownTeam: number },
  t: Messages,
): string {
  const { match } = t;
  if (winningTeam > 0) {
    const team = teamName(winningTeam, t);
    return ownTeam === winningTeam ? match.yourTeamWins(team) : match.teamWins(team);
  }
  if (winner === "") return match.draw;
  const first = lines[0];
  return first?.own && first.name === winner ? match.youWin : match.winner(isolated(winner));
}

/** One's own place in words; "" for a watcher. */
export function placeOf(lines: readonly Standing[], { match }: Messages): string {
  const own = lines.find((line) => line.own);
  return own ? match.place(own.rank, lines.length) : "";
}

/**
 * What a screen reader is told of a phase that has begun; `before` is the one that went on until
 * then, "" for somebody who has just come.
 */
export function phaseNews(
  before: string,
  state: Course,
  { title, place, team }: { title: string; place: string; team: number },
  t: Messages,
): string {
  const { match } = t;
  const voteFor = (id: string, i: number) => match.voteFor(i + 1, mapName(id, t));
  switch (state.phase) {
    case "warmup":
      return sentences([match.waiting, match.waitingHint], t);
    case "ready": {
      const map = mapName(state.map, t);
      const side = team > 0 ? [match.yourTeam(teamName(team, t))] : [];
      return sentences([before === "vote" ? match.chosen(map) : map, goalOf(state, t), ...side], t);
    }
    case "playing":
      return before === "ready" ? match.fight : "";
    case "overtime":
      return sentences([match.overtime, match.overtimeHint], t);
    case "over":
      return place === "" ? title : sentences([title, place], t);
    case "vote":
      return sentences([match.vote, ...state.ballot.map(voteFor)], t);
  }
  return "";
}
