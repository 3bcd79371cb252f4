import type { Profile } from "../profile.ts";
import { findKnee } from "./knee.ts";

const START = 50;

/** How many does it hold? Finds the largest load that meets the objectives. */
export const stress: Profile = {
  defaults: { clients: 2000, seconds: 10, perSecond: 50 },
  // Beyond the knee clients are thrown out and answers come late: that is what was looked for.
  slo: { errors: null, messagesLostOrTwice: null },
  findsKnee: true,
  run: (stage) => findKnee(stage, START),
};
