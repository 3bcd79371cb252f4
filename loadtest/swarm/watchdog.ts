import { isMainThread, Worker, workerData } from "node:worker_threads";

const LOOK_MS = 1000;
/** The bots' time to leave in order: longer than that takes. */
const LEAVE_LOOKS = 8;

/**
 * Ends this process once whoever started it is gone. A thread of its own, because a bot that never
 * comes back from its decision holds the event loop, and no "disconnect" is ever heard.
 */
export function watchParent(): void {
  // No flags of the parent's: a module that they preload is not for this thread.
  new Worker(new URL(import.meta.url), { workerData: process.ppid, execArgv: [] }).unref();
}

if (!isMainThread) {
  let looks = 0;
  setInterval(() => {
    if (process.ppid !== workerData && ++looks > LEAVE_LOOKS) process.kill(process.pid, "SIGKILL");
  }, LOOK_MS);
}
