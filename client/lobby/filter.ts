import { z } from "zod/mini";
import type { OpenRoom } from "../../netplay/lobby.ts";

/** Which rooms to show. */
export const filterFormat = z.object({
  /** Those with a free seat only. */
  free: z.boolean(),
  /** Those with this fact only, by its name; what is missing may be anything. */
  facts: z.record(z.string(), z.string()),
});
export type Filter = Readonly<z.infer<typeof filterFormat>>;

export const NO_FILTER: Filter = { free: false, facts: {} };

/** The rooms that pass, in their order. */
export function filterRooms(rooms: readonly OpenRoom[], filter: Filter): readonly OpenRoom[] {
  const wanted = Object.entries(filter.facts);
  return rooms.filter(
    ({ full, facts }) =>
      !(filter.free && full) && wanted.every(([name, value]) => facts[name] === value),
  );
}

/** The filter with one fact demanded, or, for "", let through. */
export function demand(filter: Filter, name: string, value: string): Filter {
  const { [name]: _before, ...others } = filter.facts;
  return { ...filter, facts: value === "" ? others : { ...others, [name]: value } };
}
