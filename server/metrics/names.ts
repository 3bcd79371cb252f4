import { createHmac, randomBytes } from "node:crypto";
import type { Counted } from "../../engine/census.ts";

const DIGITS = 12;

/** What rooms are called where people read who are not invited. */
export class RoomNames {
  /** Codes are so short that a digest without a key is undone by trying them all. */
  readonly #key = randomBytes(32);
  readonly #digests = new WeakMap<Counted, string>();

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
