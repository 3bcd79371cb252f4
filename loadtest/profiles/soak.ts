import { LEAK_SECONDS_MIN } from "../measure/leak.ts";
import type { Profile } from "../profile.ts";

/** What a server does after its first minute (caches, compiled code) is no leak. */
const WARM_UP = 60;

/** Does it stay as it is? Long, at constant load; memory must not grow. */
export const soak: Profile = {
  defaults: { clients: 50, seconds: 1800, perSecond: 10 },
  collects: true,
  secondsMin: LEAK_SECONDS_MIN,
  slo: { leakMbPerHour: 5 },
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    const warmUp = Math.min(WARM_UP, seconds / 10);
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: warmUp });
    await stage.phase({ kind: "hold", clients, seconds });
  },
};
