import { DISTRIBUTIONS, type Distributions } from "../figures.ts";
import type { Result } from "../result.ts";
import { Timings } from "./timings.ts";

const NS_PER_MS = 1e6;
const NS_PER_SECOND = 1e9;
const BATCH = 5000;
const ENOUGH_MS = 50;

/**
 * What recording one sample costs on this machine, in ns; takes about 50 ms.
 * @param recorder of the kind that bots write to
 */
export function nsPerSample(recorder: { record(ms: number): void } = new Timings()): number {
  const batch = () => {
    for (let at = 0; at < BATCH; at++) recorder.record((at % 400) * 0.37);
  };
  // The first batch is not counted: it runs before the code is compiled.
  batch();
  const began = performance.now();
  let batches = 0;
  let ms = 0;
  do {
    batch();
    batches++;
    ms = performance.now() - began;
  } while (ms < ENOUGH_MS);
  return (ms * NS_PER_MS) / (batches * BATCH);
}

/** What recording cost a run that measured this in so many seconds. */
export function recordingOf(
  distributions: Distributions,
  seconds: number,
  ns: number,
): Result["recording"] {
  const samples = DISTRIBUTIONS.reduce((sum, id) => sum + (distributions[id]?.count ?? 0), 0);
  const samplesPerSecond = seconds > 0 ? samples / seconds : 0;
  return { nsPerSample: ns, samplesPerSecond, share: (ns * samplesPerSecond) / NS_PER_SECOND };
}
