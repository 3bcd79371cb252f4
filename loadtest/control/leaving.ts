import type { Presence, ServerWatch } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import type { Clock } from "./clock.ts";

const POLL_MS = 500;
const STEADY_MS = 3000;
const LOOK_MS = 200;

/** How long to wait until nothing is left. */
export interface Patience {
  readonly clock: Clock;
  readonly ms: number;
  /** Instead, while the server holds the seat of a line that was down. */
  readonly heldMs: number;
  readonly onHeld: () => void;
  readonly stop: AbortSignal;
}

/** What is there more than before, once that is nothing or time is up; null: cannot be asked. */
export async function leftBehind(
  watch: Pick<ServerWatch, "presence"> | undefined,
  before: Presence | null,
  { clock, ms, heldMs, onHeld, stop }: Patience,
): Promise<Result["leftBehind"]> {
  if (!watch || !before) return null;
  const began = clock.now();
  let heldAt = began;
  let isTold = false;
  for (;;) {
    const now = await watch.presence();
    const left = now && more(now, before);
    const isClean = left !== null && left.rooms + left.clients + left.connections === 0;
    const at = clock.now();
    // Our own lines may not know yet that one of them was down: the server does.
    const holds = now !== null && now.waiting > before.waiting && at < began + heldMs;
    if (holds) heldAt = at;
    if (isClean || stop.aborted || at >= heldAt + ms) return left;
    if (at >= began + ms && !isTold) onHeld();
    isTold ||= at >= began + ms;
    await clock.sleep(POLL_MS, stop);
  }
}

const more = (now: Presence, before: Presence): NonNullable<Result["leftBehind"]> => ({
  rooms: Math.max(0, now.rooms - before.rooms),
  clients: Math.max(0, now.clients - before.clients),
  connections: Math.max(0, now.connections - before.connections),
});

/** Lines that are down or dead, and stay so: the fewest in three seconds. */
export async function lostLines(
  books: { readonly lost: number },
  clock: Clock,
  over: AbortSignal,
): Promise<number> {
  const end = clock.now() + STEADY_MS;
  let fewest = books.lost;
  while (fewest > 0 && clock.now() < end && !over.aborted) {
    await clock.sleep(LOOK_MS, over);
    fewest = Math.min(fewest, books.lost);
  }
  return fewest;
}
