import type { Profile } from "../profile.ts";

const KILLS = 2;
/** How long the way back may take: the clients' own waits between two tries are in it. */
const RETURN = 15;

/** Does everyone come back when the server is killed and started again? */
export const chaos: Profile = {
  defaults: { clients: 30, seconds: 10, perSecond: 15 },
  ownServerOnly: true,
  rejoin: true,
  slo: {
    // Whoever was in the room that died loses messages, and its stay ends: in words, and not twice.
    messagesLostOrTwice: null,
    // The SDK reports every refused way back into it.
    errors: null,
    phases: {
      restart: {
        failedJoins: null,
        lostStays: null,
        patchesDelivered: null,
        echoP95OverPingMs: null,
        tickOverruns: null,
      },
    },
  },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients, seconds });
    for (let kill = 0; kill < KILLS && !stage.over.aborted; kill++) {
      const back = stage.phase({ kind: "restart", clients, seconds: RETURN });
      await stage.restart();
      await back;
      await stage.phase({ kind: "hold", clients, seconds });
    }
  },
};
