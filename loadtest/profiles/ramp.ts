import type { Profile } from "../profile.ts";

const LEGS = 5;

/** From which load on do the figures get worse? Five legs up, each held and judged by itself. */
export const ramp: Profile = {
  defaults: { clients: 200, seconds: 10, perSecond: 10 },
  async run(stage) {
    for (let leg = 1; leg <= LEGS && !stage.over.aborted; leg++) {
      const clients = Math.ceil((stage.clients * leg) / LEGS);
      await stage.phase({ kind: "ramp", clients, perSecond: stage.perSecond, seconds: 1 });
      await stage.phase({ kind: "hold", clients, seconds: stage.seconds });
    }
  },
};
