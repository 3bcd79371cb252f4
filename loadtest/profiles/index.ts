import type { Profile } from "../profile.ts";
import { chaos } from "./chaos.ts";
import { oneRoom } from "./one-room.ts";
import { plateau } from "./plateau.ts";
import { ramp } from "./ramp.ts";
import { reconnectStorm } from "./reconnect-storm.ts";
import { rooms } from "./rooms.ts";
import { smoke } from "./smoke.ts";
import { soak } from "./soak.ts";
import { spike } from "./spike.ts";
import { stress } from "./stress.ts";

export const PROFILES = {
  smoke,
  ramp,
  plateau,
  spike,
  soak,
  stress,
  "reconnect-storm": reconnectStorm,
  rooms,
  "one-room": oneRoom,
  chaos,
} as const satisfies Record<string, Profile>;
export type ProfileId = keyof typeof PROFILES;
export const PROFILE_IDS = Object.keys(PROFILES) as readonly ProfileId[];
export const isProfileId = (id: string): id is ProfileId => Object.hasOwn(PROFILES, id);
