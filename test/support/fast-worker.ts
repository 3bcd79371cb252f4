import "../../loadtest/swarm/socket.ts";
import type { Order } from "../../loadtest/protocol.ts";
import { Crewed } from "../../loadtest/swarm/crewed.ts";
import { systemClock } from "../../loadtest/swarm/pacing.ts";
import { quietConsole } from "../../loadtest/swarm/quiet.ts";

/** A worker whose personas come and go twenty times as fast: their seconds are a test's minutes. */
const SPEED = 20;
const clock = {
  now: systemClock.now,
  after: (ms: number, wake: () => void) => systemClock.after(ms / SPEED, wake),
};
const notes = quietConsole();
let crewed: Crewed | undefined;
process.on("message", async (order: Order) => {
  if (order.do === "begin") {
    const begun = await Crewed.begin(order.plan, (word) => process.send?.(word), clock);
    if (begun.ok) crewed = begun.crewed;
    process.send?.(begun.ok ? { say: "ready" } : { say: "failed", problem: begun.problem });
  } else if (order.do !== "quit") crewed?.obey(order);
  else process.send?.({ say: "gone", bots: await crewed?.quit(), notes }, () => process.exit(0));
});
