import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** In ms; never goes back; the same moment reads the same in every process of this machine. */
  now(): number;
  /** Sleeps for `ms`, or until `stop` fires. */
  sleep(ms: number, stop: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(() => {}),
};

/** Whether `work` came to its end within `ms`, on this clock, before `stop` fired. */
export async function inTime(
  clock: Clock,
  ms: number,
  stop: AbortSignal,
  work: Promise<unknown>,
): Promise<boolean> {
  const done = new AbortController();
  let ended = false;
  void work.then(
    () => {
      ended = true;
      done.abort();
    },
    () => done.abort(),
  );
  await clock.sleep(ms, AbortSignal.any([stop, done.signal]));
  return ended;
}
