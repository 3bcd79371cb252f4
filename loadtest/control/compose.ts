import type { Flags } from "../flags.ts";
import type { ServerWatch } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import { commandOf } from "./command.ts";
import type { Farewell } from "./crew.ts";
import { judgeRun } from "./judge.ts";
import type { RunPlan } from "./plan.ts";
import type { Prepared } from "./prepare.ts";
import type { Books, RunStage } from "./stage.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Target } from "./target.ts";
import { decide } from "./verdict.ts";

/** A run when all is over. */
export interface Over {
  readonly flags: Flags;
  readonly prepared: Prepared;
  readonly plan: RunPlan;
  readonly target: Target;
  readonly stage: RunStage;
  readonly ledger: Books;
  readonly watch: ServerWatch | undefined;
  readonly startedAt: Date;
  readonly seconds: number;
  /** Lines that did not come back. */
  readonly lost: number;
  readonly farewell: Farewell;
  readonly leftBehind: Result["leftBehind"];
}

/** Adds everything up, and judges it. */
export function compose(over: Over, around: Surroundings): Result {
  const { flags, prepared, target, stage, ledger, watch, leftBehind } = over;
  const phases = ledger.phases(watch);
  const timeline = ledger.timeline(watch);
  const total = ledger.total();
  const leak = around.leakOf(timeline, phases, flags.seed);
  const run = runOf(over, around);
  const last = phases.length - 1;
  const judged = [
    ...judgeRun(prepared.layers, { counters: total.counters, leftBehind, leak }),
    ...phases.flatMap((_, index) =>
      stage.judge(index, index === last ? { cutOff: over.lost } : {}),
    ),
  ];
  const compared = around.compare({ phases, total }, prepared.baseline);
  const facts = {
    judged,
    phases,
    ended: stage.ended,
    leak,
    baseline: prepared.baseline.length > 0 ? compared : null,
    knee: stage.found,
    findsKnee: prepared.profile.findsKnee ?? false,
    clients: run.clients,
    // Elsewhere, a lack of time on this machine leaves the server's own figures as they are.
    sameMachine: flags.allowRemote === undefined,
  };
  return {
    format: 1,
    ...decide(facts),
    judged,
    ended: stage.ended,
    run,
    machine: around.machine(),
    phases,
    total,
    timeline,
    rooms: watch?.rooms() ?? [],
    bots: over.farewell.bots,
    capacity: around.estimateCapacity(timeline, phases, flags.seed),
    leak,
    knee: stage.found,
    baseline: facts.baseline,
    leftBehind,
    ...ledger.tallies(),
    notes: over.farewell.notes,
    serverTail: stage.ended?.why === "serverDied" ? (target.server?.tail() ?? []) : [],
    recording: around.recordingOf(total.distributions, over.seconds, around.nsPerSample()),
  };
}

function runOf(
  { flags, plan, target, startedAt, seconds }: Over,
  { args }: Surroundings,
): Result["run"] {
  const { crew, rehearsal, wishes, workers } = plan;
  return {
    startedAt: startedAt.toISOString(),
    seconds,
    profile: flags.profile,
    room: crew.room,
    scenario: flags.scenario ?? null,
    url: crew.url,
    ownServer: target.server !== undefined,
    ours: crew.ours,
    clients: rehearsal.clients,
    phaseSeconds: wishes.seconds,
    rooms: crew.rooms ?? null,
    workers,
    mix: crew.mix,
    net: crew.net,
    seed: crew.seed,
    tickMs: crew.tickMs,
    command: commandOf(args, flags.seed),
  };
}
