import type { Room } from "@colyseus/core";

/**
 * Makes a room's clock monotonic and starts it anew. Stock rooms read the wall clock: a backward
 * step of 3 s (NTP, a moved virtual machine) froze the simulation for 3 s.
 */
export function useMonotonicClock(room: Room): void {
  const clock = room.clock as unknown as { now: () => number; start(): void };
  clock.now = () => performance.now();
  clock.start();
}
