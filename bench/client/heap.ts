import type { CDPSession } from "playwright-core";
import type { SourceOf } from "./sources.ts";

/** Bytes between two samples of the allocation profiler. */
const SAMPLING_BYTES = 4096;

interface SamplingNode {
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly selfSize: number;
  readonly children: readonly SamplingNode[];
}

export interface Allocations {
  /** Allocated by our own code, bytes per second: garbage counts. */
  readonly own: number;
  /** By the SDK, the renderer and the browser. */
  readonly others: number;
  /** Our greatest allocators, bytes per second. */
  readonly top: readonly (readonly [where: string, bytes: number])[];
}

/** Folders of ours whose code runs in the page. */
const OWN = /^(client|netplay|schema)\//;

/** Samples allocations for `ms`, collected garbage included, and tells whose they are. */
export async function allocations(
  session: CDPSession,
  ms: number,
  sourceOf: SourceOf,
): Promise<Allocations> {
  await session.send("HeapProfiler.startSampling", {
    samplingInterval: SAMPLING_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  const { profile } = await session.send("HeapProfiler.stopSampling");
  const sizes = new Map<string, number>();
  let others = 0;
  const visit = ({ callFrame, selfSize, children }: SamplingNode): void => {
    const { functionName, url, lineNumber, columnNumber } = callFrame;
    const source = sourceOf(url, lineNumber, columnNumber);
    if (source && OWN.test(source)) {
      const where = `${functionName || "(anonymous)"} in ${source}`;
      sizes.set(where, (sizes.get(where) ?? 0) + selfSize);
    } else others += selfSize;
    for (const child of children) visit(child);
  };
  visit(profile.head as SamplingNode);
  const perSecond = (bytes: number) => Math.round((bytes * 1000) / ms);
  const top = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return {
    own: perSecond([...sizes.values()].reduce((sum, size) => sum + size, 0)),
    others: perSecond(others),
    top: top.map(([where, size]) => [where, perSecond(size)] as const),
  };
}

/** Bytes of living objects, after garbage collection. */
export async function livingHeap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/** Least-squares slope of evenly spaced values, per step. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  values.forEach((value, i) => {
    above += (i - middle) * (value - mean);
    below += (i - middle) ** 2;
  });
  return below === 0 ? 0 : above / below;
}
