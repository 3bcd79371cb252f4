import type { WorkerPlan } from "../protocol.ts";
import type { Clock } from "./pacing.ts";

/** How one bot gets in. */
export type Way =
  | { readonly kind: "quick" }
  /** It opens the room of this number, and the others wait for it. */
  | { readonly kind: "create"; readonly room: number }
  | { readonly kind: "room"; readonly room: number; readonly roomId: string };

/** A room that another worker's bot should have opened by then is opened by one of ours. */
const ELSEWHERE_MS = 5000;

interface Entry {
  roomId: string | undefined;
  opening: boolean;
  readonly waiting: Set<() => void>;
}

type Plan = Pick<WorkerPlan, "rooms" | "worker" | "workers">;

/**
 * Which room each bot belongs to: bot i to room i mod rooms. Bot i below the number of rooms opens
 * its own, so each room has one worker that it is opened in; there, one opener at a time.
 */
export class RoomBook {
  readonly #plan: Plan;
  readonly #opened: (room: number, roomId: string) => void;
  readonly #clock: Clock;
  readonly #entries = new Map<number, Entry>();

  /** @param opened told of each room that a bot of ours has opened */
  constructor(plan: Plan, opened: (room: number, roomId: string) => void, clock: Clock) {
    this.#plan = plan;
    this.#opened = opened;
    this.#clock = clock;
  }

  /** Waits until it is certain how this bot gets in. Who is told to create tells how that went. */
  async way(bot: number): Promise<Way> {
    const { rooms, worker, workers } = this.#plan;
    if (rooms === undefined) return { kind: "quick" };
    const room = bot % rooms;
    const entry = this.#entry(room);
    let mayOpen = room % workers === worker;
    for (;;) {
      if (entry.roomId !== undefined) return { kind: "room", room, roomId: entry.roomId };
      if (mayOpen && !entry.opening) {
        entry.opening = true;
        return { kind: "create", room };
      }
      const changed = await this.#change(entry, mayOpen ? undefined : ELSEWHERE_MS);
      mayOpen ||= !changed;
    }
  }

  /** What came of a join that was made this way. */
  tell(way: Way, roomId: string | undefined): void {
    if (way.kind !== "create") return;
    const entry = this.#entry(way.room);
    entry.opening = false;
    if (roomId === undefined) this.#wake(entry);
    else {
      this.know(way.room, roomId);
      this.#opened(way.room, roomId);
    }
  }

  /** A room exists now. */
  know(room: number, roomId: string): void {
    const entry = this.#entry(room);
    entry.roomId = roomId;
    this.#wake(entry);
  }

  /** It is not there any more: somebody opens another one. */
  gone({ room, roomId }: Extract<Way, { kind: "room" }>): void {
    const entry = this.#entry(room);
    if (entry.roomId === roomId) entry.roomId = undefined;
  }

  #entry(room: number): Entry {
    const known = this.#entries.get(room);
    if (known) return known;
    const entry: Entry = { roomId: undefined, opening: false, waiting: new Set() };
    this.#entries.set(room, entry);
    return entry;
  }

  #wake({ waiting }: Entry): void {
    for (const wake of [...waiting]) wake();
  }

  /** Resolves to whether something has changed within `ms`. */
  #change({ waiting }: Entry, ms: number | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (changed: boolean) => {
        cancel?.();
        waiting.delete(wake);
        resolve(changed);
      };
      const wake = () => end(true);
      const cancel = ms === undefined ? undefined : this.#clock.after(ms, () => end(false));
      waiting.add(wake);
    });
  }
}
