import type { Order, Slice, Word, WorkerPlan } from "../../loadtest/protocol.ts";

/** A load test's worker without bots: it says what it was told, as errors of its slices. */
const say = (word: Word) => process.send?.(word);
const told: Record<string, number> = {};
let plan: WorkerPlan | undefined;
let phase = 0;
let connected = 0;

function slice(): Slice {
  const to = performance.timeOrigin + performance.now() - (plan?.epochMs ?? 0);
  return {
    phase,
    from: to,
    to,
    connected,
    cutOff: 0,
    lost: 0,
    clientMs: 0,
    counters: {},
    distributions: {},
    failed: {},
    endings: {},
    errors: { ...told },
    provoked: {},
    generator: { eventLoopMs: { p50: 0, p99: 0, max: 0 }, utilisation: 0, cpuMs: 0 },
  };
}

function bots() {
  const figures = { persona: "player", roomId: "", echoMeanMs: 0, echoes: 1, drops: 0 } as const;
  return Array.from({ length: connected }, (_, n) => {
    const bot = n * (plan?.workers ?? 1) + (plan?.worker ?? 0);
    return { ...figures, bot, echoMaxMs: bot };
  });
}

function begin(given: WorkerPlan): void {
  plan = given;
  if (plan.room === "refused") say({ say: "failed", problem: "the scenario has no bot" });
  else if (plan.room === "crash" && plan.worker === 1) throw new Error("no such thing");
  else {
    say({ say: "ready" });
    setInterval(() => say({ say: "slice", slice: slice() }), 1000).unref();
  }
}

function fill(clients: number): void {
  connected = clients;
  if (clients > 0) say({ say: "opened", room: plan?.worker ?? 0, roomId: "ABC" });
  if (plan?.room === "dies" && plan.worker === 0) process.kill(process.pid, "SIGKILL");
  if (plan?.room === "loops" && plan.worker !== 1) for (;;);
  say({ say: "filled" });
}

process.on("message", (order: Order) => {
  told[JSON.stringify(order.do === "begin" ? order.do : order)] = 1;
  if (order.do === "begin") begin(order.plan);
  if (order.do === "fill") fill(order.clients);
  if (order.do === "mark") {
    say({ say: "slice", slice: slice() });
    phase = order.phase;
  }
  if (order.do === "quit") {
    if (plan?.room === "lingers" && plan.worker === 1) for (;;);
    const notes = { "a warning": 2 };
    process.send?.({ say: "gone", bots: bots(), notes }, () => process.exit(0));
  }
});
process.once("disconnect", () => process.exit(0));
