import { UNIT } from "../../../schema/arena/map.ts";
import type { Player } from "../../../schema/arena/state.ts";
import type { Camera } from "./camera.ts";
import type { ArenaNet } from "./net.ts";
import type { Avatars } from "./scene/avatars.ts";

export interface Looked {
  readonly net: ArenaNet;
  readonly camera: Camera;
  /** Undefined until the scene is open: nothing is drawn then. */
  readonly avatars: Avatars | undefined;
  /** Where on the page the canvas begins, in CSS px. */
  readonly origin: { readonly left: number; readonly top: number };
}

/**
 * What tests read. `x`, `y` are the state's and `drawnX`, `drawnY` the drawn place in world px;
 * `screenX`, `screenY` is where on the page a mouse would point at it, in CSS px.
 */
export function telemetry(looked: Looked) {
  const { net, camera } = looked;
  const { state, self, selfId } = net;
  return {
    self: self && seat(selfId, self, looked),
    players: [...state.players.entries()].map(([id, player]) => seat(id, player, looked)),
    phase: state.phase,
    secondsLeft: state.secondsLeft,
    match: state.match,
    map: state.map,
    pendingInputs: net.pendingInputs,
    corrections: net.corrections,
    camera: { x: camera.x, y: camera.y, scale: camera.scale },
  };
}

function seat(id: string, player: Player, { camera, avatars, origin }: Looked) {
  const { name, hue, hp, alive, score, deaths, bot, online, shield } = player;
  const drawn = avatars?.get(id);
  const x = player.x / UNIT;
  const y = player.y / UNIT;
  const drawnX = drawn?.x ?? x;
  const drawnY = drawn?.y ?? y;
  const screenX = origin.left + camera.screenX(drawnX);
  const screenY = origin.top + camera.screenY(drawnY);
  const facts = { id, name, hue, hp, alive, score, deaths, bot, online, shield };
  return { ...facts, x, y, drawnX, drawnY, screenX, screenY };
}
