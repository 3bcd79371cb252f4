import type { Profile } from "../profile.ts";

/** Joins cost more than playing: they are over by then. */
const SETTLE = 2;

/** Does it hold this load? */
export const plateau: Profile = {
  defaults: { clients: 200, seconds: 60, perSecond: 25 },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: SETTLE });
    await stage.phase({ kind: "hold", clients, seconds });
  },
};
