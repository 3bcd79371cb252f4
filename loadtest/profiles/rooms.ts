import type { Profile } from "../profile.ts";

/** Two to four seats each. */
const SEATS = 3;

/** Does it hold many small rooms? Each costs a tick of its own. */
export const rooms: Profile = {
  defaults: { clients: 150, seconds: 30, perSecond: 25 },
  rooms: (clients) => Math.ceil(clients / SEATS),
  async run(stage) {
    const { clients, seconds, perSecond } = stage;
    await stage.phase({ kind: "ramp", clients, perSecond, seconds: 0 });
    await stage.phase({ kind: "hold", clients, seconds });
  },
};
