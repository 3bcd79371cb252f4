import type { Conditions } from "../../netplay/conditions.ts";
import type { Ending } from "../../netplay/status.ts";
import type { Rng } from "../../schema/lib/random.ts";
import type { SendBudget } from "./bucket.ts";
import type { Habit } from "./habit.ts";
import type { Lines } from "./line.ts";
import type { Pacer } from "./pacing.ts";
import type { Playbook } from "./playbook.ts";
import type { Book } from "./recorder.ts";

/** What one bot does while it is in a room, and where it writes what it measures. */
export interface Part {
  readonly playbook: Playbook;
  readonly book: Book;
  readonly pacer: Pacer;
  readonly budget: SendBudget;
  readonly rng: Rng;
  readonly conditions: Conditions;
  readonly lines: Lines;
  readonly habit: Habit;
  /** Nominal time between two inputs and two patches; a room may advertise its own. */
  readonly tickMs: number;
  /** Is it a server of ours? It sends nothing to whoever has nothing to learn. */
  readonly ours: boolean;
  /** Inputs it sends for each that it should; 0 for whoever sends nothing. */
  readonly zeal: number;
  /** Sends tagged messages. */
  readonly probes: boolean;
  /** Seats of the room, where the plan says so; else 0. */
  readonly seats: number;
  /** Over the whole run, of this bot. */
  readonly figures: { echoes: number; echoSumMs: number; echoMaxMs: number; drops: number };
  /** The server, or the SDK when it has tried for long enough, has ended the stay. */
  readonly onEnd: (ending: Ending) => void;
}
