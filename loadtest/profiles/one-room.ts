import type { Profile } from "../profile.ts";
import { findKnee } from "./knee.ts";

const START = 40;

/** How many fit into one room? */
export const oneRoom: Profile = {
  defaults: { clients: 1500, seconds: 10, perSecond: 50 },
  slo: { errors: null, messagesLostOrTwice: null },
  rooms: () => 1,
  findsKnee: true,
  run: (stage) => findKnee(stage, START),
};
