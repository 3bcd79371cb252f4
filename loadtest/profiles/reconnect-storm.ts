import type { Profile } from "../profile.ts";

const TIMES = 3;

/** Does everyone come back when all lines break at once, again and again? */
export const reconnectStorm: Profile = {
  defaults: { clients: 100, seconds: 10, perSecond: 25 },
  slo: {
    reconnectP95Ms: 5000,
    // Whoever comes back gets the whole state at once; the rest of the time is judged as ever.
    phases: { cut: { patchesDelivered: null, echoP95OverPingMs: null, tickOverruns: 0.1 } },
  },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients, seconds });
    for (let time = 0; time < TIMES && !stage.over.aborted; time++) {
      const back = stage.phase({ kind: "cut", clients, seconds });
      stage.cut();
      await back;
      await stage.phase({ kind: "hold", clients, seconds });
    }
  },
};
