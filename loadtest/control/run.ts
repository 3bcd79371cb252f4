import { PRESETS } from "../netplay/conditions.ts";
import { GAMES } from "../schema/games.ts";
import type { Flags } from "./flags.ts";
import { watchGenerator } from "./generator.ts";
import { Pacer, systemClock } from "./pacing.ts";
import { progressLine, showProgress, type Terminal } from "./progress.ts";
import { type Result, resultOf } from "./result.ts";
import type { OwnServer } from "./server.ts";
import { type PhaseName, Stats } from "./stats.ts";
import { Swarm, type SwarmPlan } from "./swarm.ts";
import type { Tally } from "./tally.ts";
import { type Target, takeAim } from "./target.ts";
import { sleepUntil } from "./wait.ts";

export type Outcome =
  | { readonly ran: true; readonly result: Result }
  /** Nothing was measured, for the reason given. */
  | { readonly ran: false; readonly problem: string };

export interface Surroundings {
  /** Ends the run early, with what was measured so far; its reason goes into the result. */
  readonly stop: AbortSignal;
  readonly terminal: Terminal;
  /** Warnings of the SDK, kept by whoever owns the console. */
  readonly notes: Tally;
}

/** One load test, from finding the server to the result. */
export async function run(flags: Flags, { stop, terminal, notes }: Surroundings): Promise<Outcome> {
  const aimed = await takeAim(flags.url, stop);
  if (!aimed.ok) return { ran: false, problem: aimed.problem };
  const { target } = aimed;
  const plan = await planFor(flags, target);
  const stats = new Stats();
  const hide = showProgress(terminal, () => progressLine(stats, flags.clients, performance.now()));
  try {
    return {
      ran: true,
      result: await drive(flags, plan, { server: target.server, stats, stop, notes }),
    };
  } finally {
    hide();
    await target.server?.stop();
  }
}

async function planFor(flags: Flags, { url, pass, build }: Target): Promise<SwarmPlan> {
  const { game: gameId, clients, ramp, seed, net } = flags;
  const { tickHz, load } = GAMES[gameId];
  const wishes = { clients, ramp, seed, conditions: PRESETS[net] };
  return { url, pass, build, gameId, game: await load(), tickMs: 1000 / tickHz, ...wishes };
}

interface Scene {
  readonly server: OwnServer | undefined;
  readonly stats: Stats;
  readonly stop: AbortSignal;
  readonly notes: Tally;
}

async function drive(flags: Flags, plan: SwarmPlan, scene: Scene): Promise<Result> {
  const { server, stats, stop, notes } = scene;
  const over = server ? AbortSignal.any([stop, server.died]) : stop;
  const pacer = new Pacer(systemClock);
  const swarm = new Swarm(plan, stats, pacer);
  const began = performance.now();
  await measure("ramp", scene, () => swarm.fill(over));
  if (!over.aborted && stats.joins.ok > 0) {
    await measure("full load", scene, () => sleepUntil(flags.duration * 1000, over));
  }
  const after = `after ${((performance.now() - began) / 1000).toFixed(1)} s`;
  const end = {
    url: plan.url,
    tickMs: plan.tickMs,
    notes,
    cutOff: swarm.cutOff,
    stopped: stop.aborted ? `stopped by ${stop.reason} ${after}` : null,
    serverDied: server?.died.aborted ? `${server.died.reason} ${after}` : null,
    serverTail: server?.tail() ?? [],
  };
  await swarm.quit();
  pacer.stop();
  return resultOf(flags, stats, end);
}

/** One phase: what the generator and the server's process did while `work` went on. */
async function measure(
  name: PhaseName,
  { stats, server }: Scene,
  work: () => Promise<void>,
): Promise<void> {
  const phase = stats.begin(name, performance.now());
  const stopWatching = watchGenerator();
  const cpuBefore = server?.cpuMs();
  await work();
  const cpuAfter = server?.cpuMs();
  if (cpuBefore !== undefined && cpuAfter !== undefined) phase.serverCpuMs = cpuAfter - cpuBefore;
  phase.generator = stopWatching();
  stats.end(performance.now());
}
