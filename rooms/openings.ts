import { meterKey } from "../engine/address.ts";
import { Buckets } from "../engine/budget.ts";
import { caller } from "../engine/matchmaking.ts";
import type { Deps, RoomLimits } from "./deps.ts";
import { askedByLoadTest } from "./loadTest.ts";
import { refusal } from "./refusal.ts";

/** Counts the rooms of this process and who opened them, and says when there are enough. */
export class Openings {
  readonly #limits: RoomLimits;
  readonly #deps: Pick<Deps, "liftsLimits">;
  readonly #byUser: Buckets;
  readonly #byAddress: Buckets;
  /** Open rooms and who created them; "" where nobody did, or nobody counts. */
  readonly #open = new Map<object, string>();

  constructor(deps: Pick<Deps, "limits" | "liftsLimits">) {
    const { limits } = deps;
    this.#deps = deps;
    this.#limits = limits;
    this.#byUser = new Buckets(limits.createsPerUser / 60, limits.createsPerUser);
    this.#byAddress = new Buckets(limits.createsPerAddress / 60, limits.createsPerAddress);
  }

  /** A room is being created for whoever asked. @throws refusal */
  add(room: object): void {
    if (this.#open.size >= this.#limits.rooms) throw refusal("join/server_full");
    const who = caller();
    const counts = who && !askedByLoadTest(this.#deps);
    if (counts) this.#meter(who.address, who.person ?? who.address);
    this.#open.set(room, counts ? (who.person ?? "") : "");
  }

  remove(room: object): void {
    this.#open.delete(room);
  }

  #meter(address: string, person: string): void {
    let own = 0;
    for (const creator of this.#open.values()) if (creator === person) own++;
    if (own >= this.#limits.roomsPerUser) throw refusal("join/too_many_rooms");
    const now = performance.now();
    const paid = this.#byUser.take(person, now) && this.#byAddress.take(meterKey(address), now);
    if (!paid) throw refusal("join/too_fast");
  }
}
