import { Protocol, type Room } from "@colyseus/core";
import { FrameGuard, type Verdict } from "../../engine/frames.ts";
import type { Rng } from "../../schema/lib/random.ts";
import { hostileFrame } from "./frames.ts";
import { type Intruder, intrude } from "./intruder.ts";

/** Between two frames, as the guard sees it: budgets refill, and more than floods gets through. */
const FRAME_MS = 100;
/** Joined at once: each waits for a tick. */
const CREW = 24;
/** After so many the loop turns, or nothing would tick. */
const BATCH = 500;

/** What came of a run. */
export interface Outcome {
  readonly frames: number;
  readonly verdicts: Record<Verdict, number>;
  /** Clients that the room itself sent away. */
  kicked: number;
  /** Error frames and answers that the clients got. */
  errors: number;
  answers: number;
}

/** Sends hostile frames through the guard into a room, with one client after another. */
export async function fuzz(room: Room, frames: number, rng: Rng): Promise<Outcome> {
  const verdicts = { pass: 0, drop: 0, refuse: 0, foreign: 0, flood: 0 };
  const outcome: Outcome = { frames, verdicts, kicked: 0, errors: 0, answers: 0 };
  let guard = new FrameGuard(0);
  const crew: Intruder[] = [];
  let intruder = await nextOf(crew, room);
  for (let n = 0; n < frames; n++) {
    const frame = hostileFrame(rng);
    const verdict = guard.judge(frame, true, n * FRAME_MS);
    verdicts[verdict]++;
    if (verdict === "pass") intruder.send(frame);
    // What is foreign never reaches the room, where the client may stay for the next.
    if (verdict === "foreign" || verdict === "flood") guard = new FrameGuard(n * FRAME_MS);
    if (n % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
    if (verdict !== "pass" || (await stays(room, intruder))) continue;
    outcome.kicked++;
    tally(intruder, outcome);
    intruder = await nextOf(crew, room);
  }
  tally(intruder, outcome);
  return outcome;
}

/** Has the room let this one stay? */
async function stays(room: Room, { closed, sessionId }: Intruder): Promise<boolean> {
  // A room closes when the hooks of the leaving client are done.
  await Promise.resolve();
  return closed === undefined && room.clients.get(sessionId) !== undefined;
}

async function nextOf(crew: Intruder[], room: Room): Promise<Intruder> {
  if (crew.length === 0) {
    crew.push(...(await Promise.all(Array.from({ length: CREW }, () => intrude(room, {})))));
  }
  return crew.pop() as Intruder;
}

function tally({ received }: Intruder, outcome: Outcome): void {
  outcome.errors += received[Protocol.ERROR] ?? 0;
  outcome.answers += received[Protocol.ROOM_RESPONSE] ?? 0;
}
