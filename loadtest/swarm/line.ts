import { type Conditions, PRESETS } from "../../netplay/conditions.ts";
import type { WorkerPlan } from "../protocol.ts";
import type { PersonaId } from "../scenario.ts";

/** An answer may take so long, on a line that holds nothing back. */
const ANSWER_MS = 1000;

/** Who has which line, and what the way to the server takes of itself. */
export class Lines {
  readonly #usual: Conditions;
  #floorMs: number | undefined;

  constructor({ net }: Pick<WorkerPlan, "net">) {
    this.#usual = PRESETS[net];
  }

  of(persona: PersonaId): Conditions {
    return persona === "traveller" ? PRESETS.hotel : this.#usual;
  }

  /** A ping took so long; all that these conditions may have made of it is theirs. */
  ponged(ms: number, { delayMs, jitterMs }: Conditions): void {
    const own = Math.max(0, ms - delayMs - jitterMs);
    this.#floorMs = Math.min(this.#floorMs ?? own, own);
  }

  /**
   * The round trip of what is not simulated: the smallest ping of all bots, 0 while none is known.
   * Under load a ping waits in the server as an input does, and would be subtracted from itself.
   */
  get roundTripMs(): number {
    return this.#floorMs ?? 0;
  }
}

/** What an input may take until it counts as unanswered. */
export const answerMs = ({ delayMs, jitterMs, stallMs, outageMs }: Conditions): number =>
  ANSWER_MS + delayMs + jitterMs + stallMs + outageMs;
