import type { Room } from "colyseus.js";
import { LineClock } from "./lineClock.ts";

/** Pings of a line whose time is known. */
const PING_MS = 2000;
/** Looks whether a ping is due: while the time is not sure, each time. */
const LOOK_MS = 250;
/** A ping that is not answered within this was lost with its socket. */
const LOST_MS = 10_000;

/**
 * Gives the room a clock that survives latency steps, stalls and sleep, and pings the line for it.
 * @param onPing called with each round trip of the bare socket, in ms
 * @returns the stop
 */
export function watchClock(room: Room, onPing: (ms: number) => void): () => void {
  const clock = lineClock(room);
  let sentAt = Number.NEGATIVE_INFINITY;
  let waiting = false;
  let isDown = false;
  const ping = () => {
    const sent = performance.now();
    sentAt = sent;
    waiting = true;
    room.ping(() => {
      waiting = false;
      const ms = performance.now() - sent;
      clock?.pong(ms);
      onPing(ms);
    });
  };
  const look = () => {
    if (isDown || !room.connection.isOpen) return;
    // A second ping before the answer to the first would be timed by it: the SDK remembers one.
    const pause = waiting ? LOST_MS : clock && !clock.sure ? 0 : PING_MS;
    if (performance.now() - sentAt >= pause) ping();
  };
  // Not as soon as the socket is open: the SDK is back only later, and a ping from before would be
  // answered to the next one. One such answer, far too short, misled the clock.
  const lose = () => {
    isDown = true;
  };
  const find = () => {
    isDown = false;
    waiting = false;
    sentAt = Number.NEGATIVE_INFINITY;
  };
  room.onDrop(lose);
  room.onReconnect(find);
  const timer = setInterval(look, LOOK_MS);
  look();
  return () => {
    clearInterval(timer);
    room.onDrop.remove(lose);
    room.onReconnect.remove(find);
  };
}

/** Replaces the SDK's clock, as it provides for; a room without inputs has none that runs. */
function lineClock(room: Room): LineClock | undefined {
  if (Object.isFrozen(room.clock)) return undefined;
  const clock = new LineClock(room.clock, () => performance.now());
  room.clock = clock;
  return clock;
}
