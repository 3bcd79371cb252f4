/**
 * Stands in for this thread's `performance.now`, so that a machine's sleep can be played: the clock
 * of many machines stands still meanwhile. Has to be imported before whatever reads the clock.
 */
const running = performance.now.bind(performance);
let asleep = 0;

performance.now = () => running() - asleep;

/** This thread does nothing for so long, and its clock does not notice. */
export function sleepSoundly(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  asleep += ms;
}
