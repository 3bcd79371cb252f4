import type { Conditions } from "../netplay/conditions.ts";
import { impair } from "../netplay/line.ts";
import type { GameId } from "../schema/games.ts";
import type { Game } from "../schema/lib/game.ts";
import { nextInt, type Rng } from "../schema/lib/random.ts";
import { HUES } from "../schema/messages.ts";
import { Bot } from "./bot.ts";
import { failureId, join } from "./join.ts";
import type { Pacer } from "./pacing.ts";
import type { Stats } from "./stats.ts";
import { count } from "./tally.ts";
import { aborted, within } from "./wait.ts";

export interface SwarmPlan {
  readonly url: string;
  /** The server's LOADTEST_TOKEN, where it is known. */
  readonly pass: string | undefined;
  /** Build id of the server; a join with another one is refused. */
  readonly build: string;
  readonly gameId: GameId;
  readonly game: Game;
  readonly tickMs: number;
  readonly clients: number;
  /** Joins per second. */
  readonly ramp: number;
  readonly seed: number;
  /** Of every bot's line. */
  readonly conditions: Conditions;
}

/** A join without any end by then has failed: the SDK itself would wait for ever. */
const JOIN_MS = 20_000;
/** A server that does not answer a leave must not hold the report back. */
const QUIT_MS = 2000;
/** Policies look noise up by tick; this many apart, two bots share none of it within a day. */
const TICKS = 2 ** 31;

/** All clients of one run. */
export class Swarm {
  readonly #plan: SwarmPlan;
  readonly #stats: Stats;
  readonly #pacer: Pacer;
  readonly #rng: Rng;
  readonly #bots: Bot[] = [];
  readonly #joining = new Set<Promise<void>>();

  constructor(plan: SwarmPlan, stats: Stats, pacer: Pacer) {
    this.#plan = plan;
    this.#stats = stats;
    this.#pacer = pacer;
    this.#rng = { rng: plan.seed };
  }

  /** Clients without a connection at this moment whose stay has not ended. */
  get cutOff(): number {
    return this.#bots.filter((bot) => bot.cutOff).length;
  }

  /**
   * Starts the joins at their rate, however long each takes; resolves when the last has come to its
   * end, or at once when `stop` fires.
   */
  async fill(stop: AbortSignal): Promise<void> {
    await this.#startAll(stop);
    if (!stop.aborted) await Promise.race([Promise.all(this.#joining), aborted(stop)]);
  }

  /** Everyone leaves, those included who are still on their way in; bounded. */
  async quit(): Promise<void> {
    const leaving = this.#bots.map((bot) => bot.quit());
    await within(QUIT_MS, Promise.all([...leaving, ...this.#joining]));
  }

  #startAll(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const end = () => {
        stopRamp();
        resolve();
      };
      stop.addEventListener("abort", end, { once: true });
      const stopRamp = this.#pacer.add(1000 / this.#plan.ramp, 0, () => {
        this.#start(this.#stats.joins.started++, stop);
        if (this.#stats.joins.started === this.#plan.clients) end();
      });
    });
  }

  #start(index: number, stop: AbortSignal): void {
    const joining = this.#join(index, stop).finally(() => this.#joining.delete(joining));
    this.#joining.add(joining);
  }

  async #join(index: number, stop: AbortSignal): Promise<void> {
    const { url, pass, build, gameId, game, tickMs, conditions } = this.#plan;
    const part = {
      game,
      tickMs,
      firstTick: nextInt(this.#rng, TICKS),
      offsetMs: nextInt(this.#rng, tickMs),
    };
    const options = { build, name: `load ${index + 1}`, hue: index % HUES };
    const joining = join({ url, pass }, gameId, options, this.#stats.joins.ms).catch(failureId);
    const outcome = (await within(JOIN_MS, joining)) ?? "join/timeout";
    if (typeof outcome === "string") {
      // A join that our own end cut short says nothing about the server.
      if (!stop.aborted) count(this.#stats.joins.failed, outcome);
      void joining.then((late) => (typeof late === "string" ? undefined : late.quit()));
      return;
    }
    this.#stats.joins.ok++;
    impair(outcome.room, conditions);
    const bot = new Bot(outcome, part, this.#stats, this.#pacer);
    if (stop.aborted) await bot.quit();
    else this.#bots.push(bot);
  }
}
