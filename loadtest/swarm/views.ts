import type { GameState, Interest, World } from "../../schema/lib/game.ts";
import { isInSight, SHARED_VIEW_SEATS } from "../../schema/lib/views.ts";

/**
 * Looks whether a client holds the place of somebody who should be hidden from it. The server hides
 * with every tick whoever is beyond radius and hysteresis; a hysteresis is also what two can run
 * apart between two of its looks, and so much more is allowed here. Its own side's tiles may be known
 * from anywhere, which are no places.
 * @param seats of the room, where known: small ones show everybody to all
 * @returns how many are seen wrongly; undefined where nothing can be said
 */
export function hiddenSeen(
  interest: Interest,
  state: GameState,
  { id, seats }: { readonly id: string; readonly seats: number },
): number | undefined {
  if (Math.max(seats, state.players.size) <= SHARED_VIEW_SEATS) return undefined;
  // The places are all in the state; the secret of a world is the server's.
  const world = { state } as World;
  const eye = interest.place(world, id);
  // Whoever only watches looks from where it likes.
  if (!eye || !isInSight(eye)) return undefined;
  const allowed = interest.radius + 2 * interest.hysteresis;
  let seen = 0;
  for (const other of state.players.keys()) {
    const spot = interest.place(world, other);
    if (!spot || !isInSight(spot)) continue;
    if (Math.hypot(spot.x - eye.x, spot.y - eye.y) > allowed) seen++;
  }
  return seen;
}
