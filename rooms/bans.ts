import type { Identity } from "./entry.ts";
import { refusal } from "./refusal.ts";

/** Who may not come back to a room: guests, and the browsers that they used. */
export class Bans {
  readonly #ids: string[];

  /** @param ids the room's own list, which is part of its truth */
  constructor(ids: string[]) {
    this.#ids = ids;
  }

  /** @throws refusal */
  check({ id, device }: Identity): void {
    if (this.#ids.includes(id) || this.#ids.includes(device)) throw refusal("join/banned");
  }

  /**
   * The browser is banned with the guest, or another tab would be the way back; but not the browser
   * of the one who bans.
   * @returns is this person somebody who must go with them?
   */
  add({ id, device }: Identity, by: Identity): (other: Identity) => boolean {
    this.#ids.push(id);
    if (device === by.device) return (other) => other.id === id;
    this.#ids.push(device);
    return (other) => other.device === device;
  }
}
