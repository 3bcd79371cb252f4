import { signal } from "@preact/signals";
import type { GameState } from "../../schema/lib/game.ts";

/** The part of a room that tells what this page is in it. */
interface Surroundings {
  readonly sessionId: string;
  readonly state: GameState;
}

/** Is this page in the room without a seat? */
export const isWatching = ({ sessionId, state }: Surroundings): boolean =>
  state.watchers.has(sessionId);

/** What this page is in its room. */
export class Place {
  /** Here to watch: what the room says, and until it does, what was wanted. */
  readonly watching = signal(false);
  /** May one change this room and remove others? */
  readonly hosting = signal(false);
  /** Has become host, and not yet been told. */
  readonly crowned = signal(false);
  /** Seconds until doing nothing costs the seat; 0 while there is no danger. */
  readonly idle = signal(0);

  /**
   * Reads the room. Has this page gone from playing to watching, or back? Called at every patch, and
   * never by an effect: so it may ask for values, where each `peek` would be a closure.
   */
  look(room: Surroundings): boolean {
    const { sessionId, state } = room;
    const hosting = state.host === sessionId;
    if (hosting !== this.hosting.value) this.hosting.value = this.crowned.value = hosting;
    const watching = isWatching(room);
    // A seat given up for good is in neither list.
    const here = watching || state.players.has(sessionId);
    if (!here || watching === this.watching.value) return false;
    this.watching.value = watching;
    return true;
  }

  /** Out of the room; the wish to watch or to play stays. */
  leave(): void {
    this.hosting.value = false;
    this.crowned.value = false;
    this.idle.value = 0;
  }
}
