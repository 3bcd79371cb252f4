import type { Conditions } from "../../netplay/conditions.ts";
import type { Session } from "../../netplay/session.ts";
import type { Ending } from "../../netplay/status.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import type { BotFigures, WorkerPlan } from "../protocol.ts";
import type { PersonaId } from "../scenario.ts";
import { count } from "../tally.ts";
import { arrive } from "./arrival.ts";
import type { SendBudget } from "./bucket.ts";
import { flood } from "./flood.ts";
import type { Habit } from "./habit.ts";
import type { Lines } from "./line.ts";
import type { Clock, Pacer } from "./pacing.ts";
import { personaOf, rngOf } from "./personas.ts";
import type { Playbook } from "./playbook.ts";
import type { Book, Recorder } from "./recorder.ts";
import type { RoomBook } from "./rooms.ts";
import { Stay } from "./stay.ts";

/** What all bots of one worker share. */
export interface Crew {
  readonly plan: WorkerPlan;
  readonly playbook: Playbook;
  readonly recorder: Recorder;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly budget: SendBudget;
  readonly rooms: RoomBook;
  readonly lines: Lines;
  readonly habit: Habit;
}

/** From … to, in ms. */
const STAY_MS = [5000, 20_000] as const;
const AWAY_MS = [1000, 3000] as const;
const CUT_MS = [5000, 15_000] as const;
/** Whoever cuts its own line is back by then. */
const RETURN_MS = 10_000;
const FLOODER_BACK_MS = 5000;
const FLOOD_ZEAL = 10;
/** How long, and how often, somebody tries to come back to a server that is not there. */
const REJOIN_MS = 30_000;
const REJOIN_PAUSE_MS = 500;
const REJOIN_PAUSE_MAX_MS = 4000;

/** One bot, through all its stays: joins, behaves as its persona does, comes back where it should. */
export class Life {
  readonly number: number;
  readonly persona: PersonaId;
  readonly #crew: Crew;
  readonly #conditions: Conditions;
  readonly #rng: Rng;
  readonly #book: Book;
  readonly #guest: { token?: string } = {};
  readonly #figures = { echoes: 0, echoSumMs: 0, echoMaxMs: 0, drops: 0 };
  readonly #timers = new Set<() => void>();
  #stay: Stay | undefined;
  #arriving: Promise<void> | undefined;
  #roomId = "";
  #left = false;
  /** Neither in a room nor on its way to one, and not coming back. */
  #over = false;

  constructor(crew: Crew, number: number) {
    const { plan, recorder, lines } = crew;
    this.number = number;
    this.persona = personaOf(plan.mix, plan.seed, number);
    this.#crew = crew;
    this.#conditions = lines.of(this.persona);
    this.#rng = rngOf(plan.seed, number);
    this.#book = this.persona === "flooder" ? recorder.blind : recorder;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Is the line down at this moment? */
  get cutOff(): boolean {
    return this.#stay?.cutOff ?? false;
  }

  /** Is its line down or dead, and not by its own doing? */
  get isLost(): boolean {
    const { cutOff = false, hearsNothing = false, downMs = 0 } = this.#stay ?? {};
    return hearsNothing || (cutOff && (this.persona !== "reconnector" || downMs > RETURN_MS));
  }

  get figures(): BotFigures {
    const { echoes, echoSumMs, echoMaxMs, drops } = this.#figures;
    const echoMeanMs = echoes === 0 ? 0 : echoSumMs / echoes;
    const { number: bot, persona } = this;
    return { bot, persona, roomId: this.#roomId, echoMeanMs, echoMaxMs, echoes, drops };
  }

  /** Resolves when the join has come to its end. */
  join(): Promise<void> {
    return this.#track(this.#join());
  }

  cut(): void {
    this.#stay?.cut();
  }

  /** Resolves when nothing that its messages have to prove is open any more. */
  async settle(): Promise<void> {
    await this.#stay?.settle();
  }

  /** For good. Resolves when the server has let go. */
  async leave(): Promise<void> {
    this.#left = true;
    this.#over = true;
    this.#cancel();
    // A join under way ends in a leave, too: whoever just vanished would be waited for by the server.
    await Promise.all([this.#stay?.quit(), this.#arriving]);
  }

  async #join(): Promise<void> {
    this.#book.counts.joinsStarted++;
    const outcome = await this.#enter();
    if (await this.#admit(outcome)) return;
    if (this.persona === "flooder") this.#after(FLOODER_BACK_MS, () => void this.join());
    else this.#over = true;
    // A join that our own end cut short says nothing about the server.
    if (this.#left || typeof outcome !== "string") return;
    this.#failed(outcome);
  }

  #failed(id: string): void {
    this.#book.counts.joinsFailed++;
    count(this.#book.failed, id);
  }

  #track(arriving: Promise<void>): Promise<void> {
    this.#arriving = arriving;
    return arriving;
  }

  #enter(): Promise<Session | string> {
    const { plan, playbook, rooms, pacer } = this.#crew;
    const { number } = this;
    const conditions = this.#conditions;
    const left = () => this.#left;
    const own = { number, conditions, book: this.#book, guest: this.#guest, left };
    return arrive({ plan, playbook, rooms, pacer, ...own });
  }

  /** Begins the stay, if there is one to begin. */
  async #admit(outcome: Session | string): Promise<boolean> {
    if (typeof outcome === "string") return false;
    if (this.#left) {
      await outcome.quit();
      return false;
    }
    this.#book.counts.joinsOk++;
    this.#roomId = outcome.room.roomId;
    this.#play(outcome);
    return true;
  }

  #play(session: Session): void {
    const { plan, playbook, pacer, budget, lines, habit } = this.#crew;
    const { persona } = this;
    const zeal = persona === "idler" ? 0 : persona === "flooder" ? FLOOD_ZEAL : 1;
    const part = {
      ...{ playbook, pacer, budget, zeal, lines, habit },
      ...{ book: this.#book, rng: this.#rng, conditions: this.#conditions },
      tickMs: plan.tickMs,
      ours: plan.ours,
      probes: persona === "chatterer" && plan.ours && plan.pass !== undefined,
      seats: Number(plan.roomOptions.seats ?? 0),
      figures: this.#figures,
      onEnd: (ending: Ending) => this.#ended(ending),
    };
    this.#stay = new Stay(session, part);
    if (persona === "flooder") this.#timers.add(flood(session, part));
    if (persona === "leaver") this.#after(this.#between(STAY_MS), () => this.#goOut());
    if (persona === "reconnector") this.#cutNowAndThen();
  }

  /** The server has ended the stay. */
  #ended(ending: Ending): void {
    const { plan } = this.#crew;
    this.#stay = undefined;
    this.#cancel();
    this.#book.counts.endings++;
    count(this.#book.endings, ending);
    const endedAt = performance.now();
    if (this.persona === "flooder") this.#after(FLOODER_BACK_MS, () => void this.join());
    else if (plan.rejoin) void this.#track(this.#comeBack(endedAt, REJOIN_PAUSE_MS));
    else this.#over = true;
  }

  async #comeBack(endedAt: number, pauseMs: number): Promise<void> {
    const { counts, tapes } = this.#book;
    const outcome = await this.#enter();
    if (await this.#admit(outcome)) {
      counts.joinsStarted++;
      counts.rejoins++;
      tapes.rejoin.record(performance.now() - endedAt);
      return;
    }
    if (this.#left || typeof outcome !== "string") return;
    if (performance.now() - endedAt < REJOIN_MS) {
      const next = Math.min(2 * pauseMs, REJOIN_PAUSE_MAX_MS);
      this.#after(pauseMs, () => void this.#track(this.#comeBack(endedAt, next)));
      return;
    }
    this.#over = true;
    counts.joinsStarted++;
    this.#failed(outcome);
  }

  #goOut(): void {
    const stay = this.#stay;
    this.#stay = undefined;
    this.#cancel();
    void stay?.quit();
    this.#after(this.#between(AWAY_MS), () => void this.join());
  }

  #cutNowAndThen(): void {
    this.#after(this.#between(CUT_MS), () => {
      this.cut();
      this.#cutNowAndThen();
    });
  }

  #between([from, to]: readonly [number, number]): number {
    return from + nextInt(this.#rng, to - from);
  }

  #after(ms: number, work: () => void): void {
    const cancel = this.#crew.clock.after(ms, () => {
      this.#timers.delete(cancel);
      work();
    });
    this.#timers.add(cancel);
  }

  #cancel(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
