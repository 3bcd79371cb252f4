import type { Conditions } from "../../netplay/conditions.ts";
import type { Session } from "../../netplay/session.ts";
import type { WorkerPlan } from "../protocol.ts";
import { join } from "./join.ts";
import type { Pacer } from "./pacing.ts";
import type { Playbook } from "./playbook.ts";
import type { Book } from "./recorder.ts";
import type { RoomBook } from "./rooms.ts";

/** A room may close between the answer and the connection; then there is another one. */
const GONE_TRIES = 3;

export interface Arrival {
  readonly plan: WorkerPlan;
  readonly playbook: Playbook;
  readonly rooms: RoomBook;
  readonly number: number;
  readonly conditions: Conditions;
  readonly book: Book;
  readonly pacer: Pacer;
  readonly guest: { token?: string };
  /** It was told to leave while it was on its way. */
  readonly left: () => boolean;
}

/** Brings one bot into its room; answers the session, or the stable id of why there is none. */
export async function arrive(arrival: Arrival): Promise<Session | string> {
  const { plan, rooms, number, conditions, book, pacer, guest, left } = arrival;
  const options = optionsOf(arrival);
  if (!options) return "bot/options_threw";
  for (let tries = GONE_TRIES; ; tries--) {
    const way = await rooms.way(number);
    if (left()) {
      rooms.tell(way, undefined);
      return "join/cancelled";
    }
    const outcome = await join({ plan, number, way, options, conditions, book, pacer, guest });
    rooms.tell(way, typeof outcome === "string" ? undefined : outcome.room.roomId);
    if (outcome !== "join/not_found" || way.kind !== "room" || tries <= 1) return outcome;
    rooms.gone(way);
  }
}

function optionsOf({ playbook, number }: Arrival): Readonly<Record<string, unknown>> | undefined {
  try {
    return playbook.options(number);
  } catch (error) {
    // The worker keeps what goes here as a note.
    console.error(`the scenario's options threw: ${error}`);
    return undefined;
  }
}
