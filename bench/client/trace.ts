import type { CDPSession } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  /** CPU time of the thread during `dur`, µs. */
  readonly tdur?: number;
  readonly args: {
    readonly data?: {
      readonly startTime?: number;
      readonly timeDeltas?: readonly number[];
      readonly cpuProfile?: {
        readonly nodes?: readonly ProfileNode[];
        readonly samples?: readonly number[];
      };
    };
  };
}

interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: { readonly functionName: string };
}

/** CPU time of one animation frame, ms. */
export interface FrameCost {
  /** Our update and scene code. */
  readonly own: number;
  /** Inside the renderer's `render()`. */
  readonly render: number;
}

const CATEGORIES = ["devtools.timeline", "disabled-by-default-v8.cpu_profiler"];

/** Records a trace of the page for `ms`. */
export async function record(session: CDPSession, ms: number): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  return events;
}

/**
 * Splits the CPU time of each animation frame by the sampled stacks: what runs below a function
 * named `render` is the renderer's, all other script is ours.
 */
export function frameCosts(events: readonly TraceEvent[]): FrameCost[] {
  const frames = events.filter((e) => e.name === "FireAnimationFrame" && e.ph === "X");
  const main = mostCommon(frames.map(({ tid }) => tid));
  const samples = samplesOf(events);
  return frames
    .filter(({ tid, dur }) => tid === main && dur)
    .map(({ ts, dur = 1, tdur = dur }) => {
      const inside = samples.filter((sample) => sample.at >= ts && sample.at < ts + dur);
      const rendering = inside.filter((sample) => sample.render).length;
      const share = inside.length > 0 ? rendering / inside.length : 0;
      return { own: (tdur * (1 - share)) / 1000, render: (tdur * share) / 1000 };
    });
}

interface Sample {
  /** µs on the trace's clock. */
  readonly at: number;
  readonly render: boolean;
}

function samplesOf(events: readonly TraceEvent[]): Sample[] {
  const samples: Sample[] = [];
  const nodes = new Map<number, ProfileNode>();
  let at = 0;
  for (const { name, args } of events) {
    if (name === "Profile") at = args.data?.startTime ?? 0;
    if (name !== "ProfileChunk") continue;
    const { cpuProfile, timeDeltas = [] } = args.data ?? {};
    for (const node of cpuProfile?.nodes ?? []) nodes.set(node.id, node);
    (cpuProfile?.samples ?? []).forEach((id, i) => {
      at += timeDeltas[i] ?? 0;
      samples.push({ at, render: isBelowRender(nodes, id) });
    });
  }
  return samples;
}

function isBelowRender(nodes: ReadonlyMap<number, ProfileNode>, id: number): boolean {
  for (let node = nodes.get(id); node; node = nodes.get(node.parent ?? -1)) {
    if (node.callFrame.functionName === "render") return true;
  }
  return false;
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
}
