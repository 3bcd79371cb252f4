import "./socket.ts";
import type { Order, WorkerPlan } from "../protocol.ts";
import { Crewed } from "./crewed.ts";
import { quietConsole } from "./quiet.ts";
import { watchParent } from "./watchdog.ts";

/**
 * A process that plays bots: takes orders and says words over the channel to its parent, and ends
 * with it.
 */
const notes = quietConsole();
let crewed: Crewed | undefined;

function obey(order: Order): void {
  if (order.do === "begin") void begin(order.plan);
  else if (order.do === "quit") void end();
  else crewed?.obey(order);
}

async function begin(plan: WorkerPlan): Promise<void> {
  const begun = await Crewed.begin(plan, (word) => process.connected && process.send?.(word));
  if (begun.ok) crewed = begun.crewed;
  process.send?.(begun.ok ? { say: "ready" } : { say: "failed", problem: begun.problem });
}

async function end(): Promise<void> {
  const bots = (await crewed?.quit()) ?? [];
  if (!process.connected) process.exit(0);
  process.send?.({ say: "gone", bots, notes }, () => process.exit(0));
}

watchParent();
process.on("message", obey);
// Nobody is there any more to say "quit".
process.once("disconnect", () => void end());
// A Ctrl-C on the terminal goes to all processes: the parent hears it, and tells when to leave.
process.on("SIGINT", () => {});
process.on("uncaughtException", (error) => {
  if (crewed) crewed.fault(error);
  else process.send?.({ say: "failed", problem: `the worker could not begin: ${error.message}` });
});
