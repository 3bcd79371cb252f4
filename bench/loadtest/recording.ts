import { Timings } from "../../loadtest/measure/timings.ts";
import { Tape } from "../../loadtest/swarm/tape.ts";
import { nextInt } from "../../schema/lib/random.ts";

/** What a sample costs, in ns. */
export interface RecordingCost {
  /** Written down by a bot. */
  readonly record: number;
  /** Handed in with its second, shared by all samples of that second. */
  readonly handIn: number;
  /** The same two steps with the histogram that the coordinator uses, for comparison. */
  readonly histogram: number;
}

/** A second of 400 bots: samples of one distribution, spread like latencies. */
const PER_SECOND = 12_000;
const SECONDS = 100;

export function recordingCost(): RecordingCost {
  const rng = { rng: 1 };
  const samples = Float64Array.from(
    { length: PER_SECOND },
    () => 15 + nextInt(rng, 30_000) / 1000 + (nextInt(rng, 100) === 0 ? nextInt(rng, 400) : 0),
  );
  const [tape, timings] = [new Tape(), new Timings()];
  // The compiler's first passes are no part of it.
  cost(tape, samples);
  cost(timings, samples);
  const own = cost(tape, samples);
  const histogram = cost(timings, samples);
  return { ...own, histogram: histogram.record + histogram.handIn };
}

/** Means over some seconds. */
function cost(
  into: { record(ms: number): void; take(): unknown },
  samples: Float64Array,
): { record: number; handIn: number } {
  let [recording, handing] = [0, 0];
  for (let second = 0; second < SECONDS; second++) {
    const began = performance.now();
    for (const sample of samples) into.record(sample);
    const recorded = performance.now();
    into.take();
    recording += recorded - began;
    handing += performance.now() - recorded;
  }
  const ns = (ms: number) => (ms * 1e6) / (SECONDS * PER_SECOND);
  return { record: ns(recording), handIn: ns(handing) };
}
