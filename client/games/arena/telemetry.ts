import { UNIT } from "../../../schema/arena/map.ts";
import type { Player } from "../../../schema/arena/state.ts";
import type { Camera } from "./camera.ts";
import type { ArenaNet } from "./net.ts";
import type { Avatars } from "./scene/avatars.ts";

/** What tests read. Positions are in world px: the state's, the drawn one's, and that on the screen. */
export function telemetry(net: ArenaNet, camera: Camera, avatars: Avatars | undefined) {
  const { state, self, selfId } = net;
  const seats = [...state.players.entries()];
  return {
    self: self && seat(selfId, self, camera, avatars),
    players: seats.map(([id, player]) => seat(id, player, camera, avatars)),
    phase: state.phase,
    secondsLeft: state.secondsLeft,
    match: state.match,
    map: state.map,
    pendingInputs: net.pendingInputs,
    corrections: net.corrections,
    camera: { x: camera.x, y: camera.y, scale: camera.scale },
  };
}

function seat(id: string, player: Player, camera: Camera, avatars: Avatars | undefined) {
  const { name, hue, hp, alive, score, deaths, bot, online, shield } = player;
  const drawn = avatars?.get(id);
  const x = player.x / UNIT;
  const y = player.y / UNIT;
  const drawnX = drawn?.x ?? x;
  const drawnY = drawn?.y ?? y;
  const screenX = camera.screenX(drawnX);
  const screenY = camera.screenY(drawnY);
  const facts = { id, name, hue, hp, alive, score, deaths, bot, online, shield };
  return { ...facts, x, y, drawnX, drawnY, screenX, screenY };
}
