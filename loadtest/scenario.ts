import type { Rng } from "../schema/lib/random.ts";

/** How a bot behaves besides playing. */
export const PERSONAS = [
  /** Plays. */
  "player",
  /** Is there and sends nothing. */
  "idler",
  /** Plays, and sends tagged messages that must each be answered once. */
  "chatterer",
  /** Plays a while, leaves, and joins again. */
  "leaver",
  /** Plays, loses its line now and then, and comes back. */
  "reconnector",
  /** Plays over a bad line. */
  "traveller",
  /** Sends ten times as fast as the game's clients do, and what no game understands. */
  "flooder",
] as const;
export type PersonaId = (typeof PERSONAS)[number];

/** Shares of the bots by persona; they need not sum up to anything. */
export type Mix = Readonly<Partial<Record<PersonaId, number>>>;

/** What a bot sees when it decides: no more than a player's client holds. */
export interface BotMoment<State = unknown> {
  readonly state: State;
  /** Its session id. */
  readonly id: string;
  /** Counts the bot's own decisions, from an arbitrary number. */
  readonly tick: number;
  /** Seeded by the run and the bot. */
  readonly rng: Rng;
  /** Sends a message to the room. */
  readonly send: (type: string, payload?: unknown) => void;
}

/** A room type of one's own, and who comes. */
export interface Scenario<State = unknown, Input extends object = object> {
  /** Name of the room type, as the server defines it. */
  readonly room: string;
  /**
   * Fills `input` with what is sent next; of a room without inputs it is empty. Left out, a
   * wanderer fills in values of the fields' types.
   */
  bot?(moment: BotMoment<State>, input: Input): void;
  /** Options of the join of bot `index`. */
  options?(index: number): Readonly<Record<string, unknown>>;
  /** Inputs per second; the room's own rate when left out. */
  readonly inputHz?: number;
  readonly mix?: Mix;
}

/** Checks the types; what it returns is exported as `scenario`. */
export function defineScenario<State = unknown, Input extends object = object>(
  scenario: Scenario<State, Input>,
): Scenario {
  return scenario as Scenario;
}
