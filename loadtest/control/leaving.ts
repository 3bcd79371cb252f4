import type { Presence, ServerWatch } from "../measure/serverWatch.ts";
import type { Result } from "../result.ts";
import type { Clock } from "./clock.ts";

const POLL_MS = 500;
const STEADY_MS = 3000;
const LOOK_MS = 200;

/** What is there more than before, once that is nothing or `ms` have passed; null: cannot be asked. */
export async function leftBehind(
  watch: Pick<ServerWatch, "presence"> | undefined,
  before: Presence | null,
  { clock, ms, stop }: { readonly clock: Clock; readonly ms: number; readonly stop: AbortSignal },
): Promise<Result["leftBehind"]> {
  if (!watch || !before) return null;
  const end = clock.now() + ms;
  for (;;) {
    const now = await watch.presence();
    const left = now && more(now, before);
    const isClean = left !== null && left.rooms + left.clients + left.connections === 0;
    if (isClean || stop.aborted || clock.now() >= end) return left;
    await clock.sleep(POLL_MS, stop);
  }
}

const more = (now: Presence, before: Presence): Presence => ({
  rooms: Math.max(0, now.rooms - before.rooms),
  clients: Math.max(0, now.clients - before.clients),
  connections: Math.max(0, now.connections - before.connections),
});

/**
 * Lines that are down, or dead although they are up, and stay so: the fewest in three seconds,
 * without those who may be away by their own doing.
 */
export async function lostLines(
  books: { readonly cutOff: number; readonly unheard: number },
  allowed: number,
  clock: Clock,
  over: AbortSignal,
): Promise<number> {
  const end = clock.now() + STEADY_MS;
  const lost = () => books.cutOff + books.unheard;
  let fewest = lost();
  while (fewest > allowed && clock.now() < end && !over.aborted) {
    await clock.sleep(LOOK_MS, over);
    fewest = Math.min(fewest, lost());
  }
  return Math.max(0, fewest - allowed);
}
