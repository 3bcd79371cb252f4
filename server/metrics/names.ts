import { createHmac, randomBytes } from "node:crypto";
import type { Counted } from "../../engine/census.ts";

const DIGITS = 12;

type RoomLabels = Readonly<Record<"room" | "game", string>>;

/** What rooms are called where people read who are not invited. */
export class RoomNames {
  /** Codes are so short that a digest without a key is undone by trying them all. */
  readonly #key = randomBytes(32);
  readonly #digests = new WeakMap<Counted, string>();
  readonly #labels = new WeakMap<Counted, RoomLabels>();

  /** Of the room's series: the same object for as long as its name is the same. */
  labels(room: Counted): RoomLabels {
    const known = this.#labels.get(room);
    const name = this.of(room);
    if (known?.room === name) return known;
    const labels = { room: name, game: room.roomName };
    this.#labels.set(room, labels);
    return labels;
  }

  /** The room's code; of a private room a digest that stays the same while the room is open. */
  of(room: Counted): string {
    if (!room.isPrivate) return room.roomId;
    const digest = this.#digests.get(room) ?? this.#digest(room.roomId);
    this.#digests.set(room, digest);
    return digest;
  }

  #digest(code: string): string {
    return createHmac("sha256", this.#key).update(code).digest("hex").slice(0, DIGITS);
  }
}
