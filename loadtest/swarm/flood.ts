import type { Session } from "../../netplay/session.ts";
import { nextInt, nextUint32 } from "../../schema/lib/random.ts";
import type { Part } from "./part.ts";

/** Frames that no game understands, between the inputs. */
const GARBAGE_MS = 250;
const GARBAGE_MAX = 64;

/**
 * Sends garbage over the session's own socket, past the SDK, for as long as it is open.
 * @returns the stop
 */
export function flood({ room }: Session, part: Pick<Part, "pacer" | "budget" | "rng">): () => void {
  const { pacer, budget, rng } = part;
  return pacer.add(GARBAGE_MS, nextInt(rng, GARBAGE_MS), (_late, now) => {
    if (!room.connection.isOpen || !budget.take(now)) return;
    const bytes = Uint8Array.from({ length: 1 + nextInt(rng, GARBAGE_MAX) }, () => nextUint32(rng));
    room.connection.send(bytes);
  });
}
