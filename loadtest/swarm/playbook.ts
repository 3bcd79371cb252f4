import { GAMES } from "../../schema/games.ts";
import { type Interest, knowsAll } from "../../schema/lib/game.ts";
import type { Rng } from "../../schema/lib/random.ts";
import type { WorkerPlan } from "../protocol.ts";
import type { BotMoment } from "../scenario.ts";
import { loadScenario } from "../scenarioFile.ts";
import { checked } from "./badInput.ts";
import { Wanderer } from "./wanderer.ts";

/** What a bot decides by: a scenario's moment, and what a game's policy asks besides. */
export interface Moment extends BotMoment {
  readonly knows: (id: string) => boolean;
}
/** Fills the input. */
export type Decide = (moment: Moment, input: object) => void;

/** How this run's bots play. */
export interface Playbook {
  /** The decisions of one bot; `input` is what it will fill. */
  mind(input: object, rng: Rng): Decide;
  /** Options of the join of bot `index`. */
  options(index: number): Readonly<Record<string, unknown>>;
  /** Time between two inputs in ms, where the scenario says so. */
  readonly inputMs: number | undefined;
  /** Who may know where whom; checked where the game has such rules. */
  readonly interest: Interest | undefined;
}

export type Opened =
  | { readonly ok: true; readonly playbook: Playbook }
  | { readonly ok: false; readonly problem: string };

/** The scenario's bot before the game's, the wanderer where there is none. */
export async function openPlaybook({
  scenario,
  game,
}: Pick<WorkerPlan, "scenario" | "game">): Promise<Opened> {
  const loaded = scenario === undefined ? undefined : await loadScenario(scenario);
  if (loaded && !loaded.ok) return { ok: false, problem: loaded.problems.join("\n") };
  const { bot, options = () => ({}), inputHz } = loaded?.scenario ?? {};
  const rules = game && (await GAMES[game].load());
  return {
    ok: true,
    playbook: {
      mind(input, rng) {
        if (bot) return checked(bot, input);
        if (rules) return (moment, data) => rules.bot(moment as never, data);
        return wander(new Wanderer(input, rng));
      },
      options,
      inputMs: inputHz === undefined ? undefined : 1000 / inputHz,
      interest: rules?.interest,
    },
  };
}

const wander =
  (wanderer: Wanderer): Decide =>
  ({ tick }, input) =>
    wanderer.decide(tick, input);

/** A moment of one bot, used again for each decision. */
export interface LivingMoment extends Moment {
  state: unknown;
  tick: number;
}

export const momentOf = (
  part: Pick<Moment, "id" | "rng" | "send">,
  tick: number,
): LivingMoment => ({
  state: undefined,
  tick,
  knows: knowsAll,
  ...part,
});
