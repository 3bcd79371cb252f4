import type { Flags } from "../flags.ts";
import type { ServerWatch } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import { compose, type Over } from "./compose.ts";
import type { Crew } from "./crew.ts";
import { leftBehind, lostLines } from "./leaving.ts";
import { prepareFolder, type Written, writeReports } from "./output.ts";
import { planRun, type RunPlan } from "./plan.ts";
import { baselineProblems, type Prepared, prepare } from "./prepare.ts";
import { type Progress, showProgress } from "./progress.ts";
import { type Books, RunStage } from "./stage.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Target } from "./target.ts";
import { mayBeAway } from "./values.ts";

/** Seats of clients who left in order are free at once; sockets and empty rooms take a moment. */
const GONE_MS = 15_000;
/** The seat of a line that was down when its bot was to leave is held for a minute. */
const HELD_MS = 75_000;
const HURRIED_MS = 1500;

export type Outcome =
  | { readonly ran: true; readonly result: Result; readonly written: Written }
  /** Nothing was measured, for the reasons given. */
  | { readonly ran: false; readonly problems: readonly string[] };

/** One load test, from the flags to the reports. */
export async function run(flags: Flags, around: Surroundings): Promise<Outcome> {
  const preparation = await prepare(flags, around);
  if (!preparation.ok) return { ran: false, problems: preparation.problems };
  const startedAt = new Date(around.clock.now());
  const folder = await prepareFolder(flags.out, around.env.DATA_DIR || "data", startedAt);
  if (!folder.ok) return { ran: false, problems: [folder.problem] };
  const progress = showProgress(around.terminal);
  const given = { flags, prepared: preparation.prepared, startedAt, progress };
  const measured = await aimAndMeasure(given, around).finally(() => progress.stop());
  if (!measured.ok) {
    await folder.discard();
    return { ran: false, problems: measured.problems };
  }
  const { result } = measured;
  return { ran: true, result, written: await writeReports(folder.path, result, around.render) };
}

interface Given {
  readonly flags: Flags;
  readonly prepared: Prepared;
  readonly startedAt: Date;
  readonly progress: Progress;
}

type Measured =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Whatever happens, a server that was started is stopped. */
async function aimAndMeasure(given: Given, around: Surroundings): Promise<Measured> {
  const { flags, progress } = given;
  const { url, allowRemote } = flags;
  if (url === undefined) progress.say("starting a server");
  const aim = { url, allowRemote, token: around.env.LOADTEST_TOKEN, stop: around.stop };
  const aimed = await around.takeAim(aim);
  if (!aimed.ok) return { ok: false, problems: [aimed.problem] };
  try {
    return await measure(given, aimed.target, around);
  } finally {
    await aimed.target.server?.stop();
  }
}

async function measure(given: Given, target: Target, around: Surroundings): Promise<Measured> {
  const { flags, prepared } = given;
  const epochMs = around.clock.now();
  const planned = await planRun({ flags, ...prepared, target, epochMs });
  if (!planned.ok) return planned;
  const { plan } = planned;
  const problems = await baselineProblems(flags, plan, around);
  if (problems.length > 0) return { ok: false, problems };
  const noRoom = await around.roomProblem(plan.crew);
  if (noRoom !== undefined) return { ok: false, problems: [noRoom] };
  const { url, pass } = target;
  const { collects = false } = prepared.profile;
  const watch =
    pass === undefined ? undefined : await around.watchServer({ url, pass, epochMs, collects });
  try {
    const ledger = around.ledger();
    const hired = await around.startCrew({
      plan: plan.crew,
      workers: plan.workers,
      clock: around.clock,
      stop: around.stop,
      onSlice: (worker, slice) => ledger.take(worker, slice),
    });
    if (!hired.ok) return { ok: false, problems: [hired.problem] };
    const over = await play({ ...given, plan, target, watch, ledger, crew: hired.crew }, around);
    return { ok: true, result: compose(over, around) };
  } finally {
    watch?.stop();
  }
}

interface Scene extends Given {
  readonly plan: RunPlan;
  readonly target: Target;
  readonly watch: ServerWatch | undefined;
  readonly ledger: Books;
  readonly crew: Crew;
}

/** The profile, from the first join until all have left. */
async function play(scene: Scene, around: Surroundings): Promise<Over> {
  const { prepared, watch, ledger, crew } = scene;
  const { clock } = around;
  const stage = stageOf(scene, around);
  const before = (await watch?.presence()) ?? null;
  follow(scene, stage);
  await prepared.profile.run(stage);
  const lost = await lostLines(ledger, clock, stage.over);
  ledger.end(stage.second);
  const seconds = stage.second;
  scene.progress.stop();
  const farewell = await crew.quit();
  // A second signal ends the process; the first may come while only this is left to wait for.
  const hurry = stage.ended === null ? around.stop : new AbortController().signal;
  const [ms, heldMs] = stage.ended === null ? [GONE_MS, HELD_MS] : [HURRIED_MS, HURRIED_MS];
  const onHeld = () => scene.progress.say("a seat is held for a line that was down: up to 75 s");
  const left = await leftBehind(watch, before, { clock, ms, heldMs, onHeld, stop: hurry });
  // Who was in a hurry has not waited long enough to blame anybody.
  const isKnown = stage.ended === null || (left !== null && left.rooms + left.clients === 0);
  return { ...scene, stage, seconds, lost, farewell, leftBehind: isKnown ? left : null };
}

function stageOf(scene: Scene, { clock, stop }: Surroundings): RunStage {
  const { flags, prepared, plan, target, watch, ledger, crew } = scene;
  const { rejoin = false } = prepared.profile;
  return new RunStage({
    wishes: plan.wishes,
    epochMs: plan.crew.epochMs,
    layers: prepared.layers,
    awaited: (clients) => (rejoin ? clients - mayBeAway(plan.crew.mix, clients) : null),
    ours: target.ours,
    server: target.server,
    abortOnFail: flags.abortOnFail,
    ...{ clock, stop, crew, ledger, watch },
  });
}

function follow({ flags, ledger, watch, plan, progress }: Scene, stage: RunStage): void {
  progress.follow(() => {
    const { second, phaseSecondsLeft: phaseLeft } = stage;
    return {
      live: ledger.live(second),
      // The running second is not complete.
      server: watch?.at(Math.floor(second) - 1) ?? {},
      profile: flags.profile,
      phaseLeft,
      runLeft: stage.found ? null : Math.max(0, plan.rehearsal.seconds - second),
    };
  });
}
