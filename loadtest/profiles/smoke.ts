import type { Profile } from "../profile.ts";

/** Does it work at all? A few clients for a few seconds. */
export const smoke: Profile = {
  defaults: { clients: 20, seconds: 20, perSecond: 10 },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients, seconds });
  },
};
