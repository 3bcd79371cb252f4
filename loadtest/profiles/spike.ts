import type { Profile } from "../profile.ts";

const BASE_SHARE = 0.2;

/** What do those who play feel when many come at once, and is all well afterwards? */
export const spike: Profile = {
  defaults: { clients: 100, seconds: 10, perSecond: 25 },
  slo: {
    joinP95Ms: 5000,
    // A join costs the server far more than a tick: a storm may be felt, but not for long.
    phases: { storm: { patchesDelivered: 0.8, echoP95OverPingMs: 300, tickOverruns: 0.1 } },
  },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    const base = Math.max(1, Math.ceil(clients * BASE_SHARE));
    await stage.phase({ kind: "ramp", clients: base, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients: base, seconds });
    await stage.phase({ kind: "storm", clients, seconds });
    await stage.phase({ kind: "hold", clients, seconds });
    await stage.phase({ kind: "ramp", clients: base, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients: base, seconds });
  },
};
