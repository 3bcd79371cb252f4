import { AWARDS } from "../../../schema/arena/awards.ts";
import { LOOK } from "../../../schema/arena/looks.ts";
import { UNIT } from "../../../schema/arena/map.ts";
import type { Body, Player } from "../../../schema/arena/state.ts";
import { isInSight } from "../../../schema/lib/views.ts";
import type { NetFigures } from "../view.ts";
import type { Camera } from "./camera.ts";
import type { ArenaNet } from "./net.ts";
import type { Avatars } from "./scene/avatars.ts";

export interface Looked {
  readonly net: ArenaNet;
  readonly camera: Camera;
  /** Undefined until the scene is open: nothing is drawn then. */
  readonly avatars: Avatars | undefined;
  /** Whom one watches: a seat, "roam", or undefined while one plays. */
  readonly watching: string | undefined;
  /** Where on the page the canvas begins, in CSS px. */
  readonly origin: { readonly left: number; readonly top: number };
}

/**
 * What tests read. `x`, `y` are the state's and `drawnX`, `drawnY` the drawn place in world px;
 * `screenX`, `screenY` is where on the page a mouse would point at it, in CSS px.
 */
export function telemetry(looked: Looked) {
  const { net, camera, watching } = looked;
  const { state, self, selfId } = net;
  return {
    self: self && { ...seat(selfId, self, looked), ...counters(net.body ?? self) },
    players: [...state.players.entries()].map(([id, player]) => seat(id, player, looked)),
    phase: state.phase,
    secondsLeft: state.secondsLeft,
    match: state.match,
    map: state.map,
    teams: state.teams,
    sun: state.sun,
    moon: state.moon,
    limit: state.limit,
    winner: state.winner,
    winningTeam: state.winningTeam,
    awards: state.awards.map(({ kind, name, value }) => ({ kind: AWARDS[kind], name, value })),
    ballot: [...state.ballot],
    /** Index of the ballot, -1 for none. */
    vote: (self?.vote ?? 0) - 1,
    pickups: state.pickups,
    host: state.host,
    watchers: [...state.watchers.keys()],
    watching,
    pendingInputs: net.pendingInputs,
    corrections: net.corrections,
    camera: { x: camera.x, y: camera.y, scale: camera.scale },
  };
}

/** For the net panel; a watcher predicts nothing. */
export function netFigures(net: ArenaNet): NetFigures | undefined {
  if (!net.body) return undefined;
  const { pendingInputs, corrections, largestCorrection } = net;
  return { pendingInputs, corrections, largestCorrection };
}

/** Ticks left, as predicted. */
const counters = ({ boost, power, frozen }: Readonly<Body>) => ({ boost, power, frozen });

function seat(id: string, player: Player, { camera, avatars, origin }: Looked) {
  const { name, hue, team, hp, alive, score, assists, deaths, streak, bot, online } = player;
  const shielded = (player.looks & LOOK.shield) !== 0;
  const drawn = avatars?.get(id)?.at;
  const x = player.x / UNIT;
  const y = player.y / UNIT;
  const drawnX = drawn?.x ?? x;
  const drawnY = drawn?.y ?? y;
  const screenX = origin.left + camera.screenX(drawnX);
  const screenY = origin.top + camera.screenY(drawnY);
  const facts = { id, name, hue, team, hp, alive, score, assists, deaths, streak, bot, online };
  return { ...facts, shielded, inSight: isInSight(player), x, y, drawnX, drawnY, screenX, screenY };
}
