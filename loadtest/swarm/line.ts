import { type Conditions, PRESETS, type PresetId } from "../../netplay/conditions.ts";
import { Lane, Weather } from "../../netplay/lane.ts";
import { nextUint32 } from "../../schema/lib/random.ts";
import type { WorkerPlan } from "../protocol.ts";
import type { PersonaId } from "../scenario.ts";

/** An answer may take so long, on a line that holds nothing back. */
const ANSWER_MS = 1000;
/** Simulated time; a stall comes eight times a minute at most. */
const SIMULATED_MS = 20 * 60_000;
/** Sizes of an Arena room's frames in a crowd: only slow lines care. */
const INPUT_BYTES = 12;
const PATCH_BYTES = 160;

/** What the lines of all bots under the same conditions make of a round trip, whoever answers. */
export class Line {
  readonly conditions: Conditions;
  /** What an input may take until it counts as unanswered. */
  readonly answerMs: number;
  readonly #spreadMs: number;
  #floorMs: number | undefined;

  constructor(conditions: Conditions, tickMs: number) {
    const { delayMs, jitterMs, stallMs, outageMs } = conditions;
    this.conditions = conditions;
    this.answerMs = ANSWER_MS + delayMs + jitterMs + stallMs + outageMs;
    this.#spreadMs = spreadOf(conditions, tickMs);
  }

  ponged(ms: number): void {
    this.#floorMs = Math.min(this.#floorMs ?? ms, ms);
  }

  /**
   * The smallest ping so far, and what the simulated conditions add to it at p95. The smallest: under
   * load a ping waits in the server as an input does, and would be subtracted from itself.
   */
  get roundTripMs(): number {
    return (this.#floorMs ?? 0) + this.#spreadMs;
  }
}

/** The line of those who travel. */
const TRAVELLING: PresetId = "hotel";

/** Who has which line. */
export class Lines {
  readonly #usual: Line;
  readonly #travelling: Line;

  constructor({ net, tickMs }: Pick<WorkerPlan, "net" | "tickMs">) {
    this.#usual = new Line(PRESETS[net], tickMs);
    this.#travelling = net === TRAVELLING ? this.#usual : new Line(PRESETS[TRAVELLING], tickMs);
  }

  of(persona: PersonaId): Line {
    return persona === "traveller" ? this.#travelling : this.#usual;
  }
}

/** How far the p95 of round trips is above the smallest, by the simulated conditions alone. */
export function spreadOf(conditions: Conditions, tickMs: number): number {
  if (isEven(conditions)) return 0;
  const rng = { rng: 1 };
  const weather = new Weather(() => nextUint32(rng) / 2 ** 32);
  // An outage comes once: it is no part of what the line is like.
  weather.begin({ ...conditions, outageMs: 0 }, 0);
  const trips = roundTrips(weather, tickMs).sort((a, b) => a - b);
  const [smallest = 0] = trips;
  return (trips[Math.floor(trips.length * 0.95)] ?? smallest) - smallest;
}

const isEven = ({ jitterMs, stallsPerMinute, kbit }: Conditions): boolean =>
  jitterMs + stallsPerMinute + kbit === 0;

/** An input per tick, answered at once by whoever is at the other end; a patch per tick besides. */
function roundTrips(weather: Weather, tickMs: number): number[] {
  const out = new Lane<number>(weather);
  const back = new Lane<number | undefined>(weather);
  const trips: number[] = [];
  for (let tick = 0, now = 0; now < SIMULATED_MS; ) {
    now = Math.min(tick * tickMs, out.nextAt, back.nextAt);
    for (let at = out.take(now); at !== undefined; at = out.take(now)) {
      back.push(at, INPUT_BYTES, now);
    }
    for (; back.nextAt <= now; ) {
      const at = back.take(now);
      if (at !== undefined) trips.push(now - at);
    }
    if (tick * tickMs > now) continue;
    tick++;
    out.push(now, INPUT_BYTES, now);
    back.push(undefined, PATCH_BYTES, now);
  }
  return trips;
}
