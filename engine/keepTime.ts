import type { Room } from "@colyseus/core";

/** The private member of Colyseus that holds a room's loop; disposing clears it. */
interface Looping {
  _simulationInterval: NodeJS.Timeout | undefined;
}

/**
 * Takes a room's loop over from Colyseus, whose interval counts in whole ms: at 30 Hz it falls behind
 * the steps by up to one, for tens of seconds, and patches leave so much after the time they carry.
 * Clients take that for the line, and are wrong about the room's time by as much.
 * @param run takes the steps that are due; answers in how many ms the next one is, undefined to stop
 */
export function keepTime(room: Room, run: () => number | undefined): void {
  const loop = room as unknown as Looping;
  clearInterval(loop._simulationInterval);
  const next = () => {
    const wait = run();
    // A step may have ended its room.
    if (wait !== undefined && loop._simulationInterval)
      loop._simulationInterval = setTimeout(next, Math.max(0, Math.ceil(wait)));
  };
  loop._simulationInterval = setTimeout(next, 0);
}
