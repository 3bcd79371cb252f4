import type { Log } from "../engine/log.ts";

/** Longest a stop may take before the process ends anyway. */
const STOP_MS = 1900;

/**
 * What happens to errors that nobody caught. A rejection is reported and the process lives: the
 * code that ran has ended already. An exception may have left anything half done, so the server
 * says goodbye and ends with code 1 for its supervisor to restart it.
 */
export function installCrashPolicy(log: Log, stop: () => Promise<void>): void {
  process.on("unhandledRejection", (reason) => {
    log.error({ err: reason }, "unhandled rejection");
  });
  process.on("uncaughtException", (error) => {
    log.error({ err: error }, "uncaught exception: stopping");
    void endWith(1, stop);
  });
}

/** Ctrl-C and SIGTERM: clients are told, then the process ends with code 0. */
export function stopOnSignals(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    void endWith(0, stop);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}

async function endWith(code: number, stop: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(code), STOP_MS);
  await stop().catch(() => {});
  process.exit(code);
}
