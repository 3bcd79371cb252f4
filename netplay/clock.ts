import type { Room } from "colyseus.js";

const WATCH_MS = 2000;
/** Above this ratio of the socket's round trip to the clock's, the clock's estimate is stuck. */
const STUCK_RATIO = 3;
/** Below this a ratio says nothing: a few ms of scheduling are a factor of three. */
const STUCK_MIN_MS = 40;
/** A timer that comes this late means the machine slept or the tab was frozen. */
const SLEPT_MS = 3000;

interface Resettable {
  reset?(): void;
  smoothedRtt(): number;
}

/**
 * The SDK's clock rejects every round trip above four times its average, for ever after a latency
 * step, and is off by the whole nap after a sleep: measured in the netcode notes. A reset reseeds
 * it with the next patch. The same pings measure the line.
 * @param onPing called with each round trip of the bare socket, in ms
 * @returns the stop
 */
export function watchClock(room: Room, onPing: (ms: number) => void): () => void {
  let last = performance.now();
  const pinged = (ms: number) => {
    onPing(ms);
    if (isStuck(room, ms)) resetClock(room);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    const slept = now - last > WATCH_MS + SLEPT_MS;
    last = now;
    if (slept) resetClock(room);
    else room.ping(pinged);
  }, WATCH_MS);
  room.ping(pinged);
  return () => clearInterval(timer);
}

/** Forgets the clock's estimate; the next patch seeds it anew. A null clock has nothing to forget. */
export function resetClock(room: Room): void {
  (room.clock as unknown as Resettable).reset?.();
}

function isStuck(room: Room, pingMs: number): boolean {
  const known = room.clock.smoothedRtt();
  return known > 0 && pingMs > STUCK_MIN_MS && pingMs > STUCK_RATIO * known;
}
