import type { PickupKind } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";

/** Is this streak worth telling: 3, 5, 8, 12, 17 …, each step one longer than the last? */
export function isMilestone(streak: number): boolean {
  let next = 3;
  for (let step = 2; next < streak; step++) next += step;
  return next === streak;
}

type Self = Pick<Player, "alive" | "assists" | "boost" | "hp" | "power">;

/** Finds what oneself has taken or helped with, by comparing one's own fields between two looks. */
export class OwnDeeds {
  /** Alive and in a fight at the last look. */
  #fought = false;
  #hp = 0;
  #boost = 0;
  #power = 0;
  #assists = 0;

  /**
   * What was taken since the last look.
   * @param fought is this phase one in which things are taken? Before a match everybody is healed.
   */
  look(self: Self | undefined, fought: boolean): PickupKind | undefined {
    const fights = self?.alive === true && fought;
    // A respawn gives health that nobody took.
    const kind = fights && this.#fought ? this.#gain(self) : undefined;
    this.#fought = fights;
    this.#hp = self?.hp ?? 0;
    this.#boost = self?.boost ?? 0;
    this.#power = self?.power ?? 0;
    this.#assists = self?.assists ?? 0;
    return kind;
  }

  /** Has one's count of assists grown since it was last looked at? */
  assisted(self: Self | undefined): boolean {
    const before = this.#assists;
    this.#assists = self?.assists ?? 0;
    return this.#assists > before;
  }

  #gain({ hp, boost, power }: Self): PickupKind | undefined {
    if (boost > this.#boost) return "boost";
    if (power > this.#power) return "power";
    return hp > this.#hp ? "health" : undefined;
  }
}
