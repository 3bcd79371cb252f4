import type { BotFigures } from "../protocol.ts";
import { within } from "../wait.ts";
import { type Crew, Life } from "./life.ts";

/** A server that does not answer a leave must not hold the report back. */
const QUIT_MS = 5000;
/** So many of those who fared worst are told of. */
const WORST = 10;

/** All bots of one worker. */
export class Swarm {
  readonly #crew: Crew;
  /** By slot; bot of slot k has the number worker + k × workers. */
  readonly #lives = new Map<number, Life>();
  readonly #past: BotFigures[] = [];
  /** Joins and leaves that have not come to their end. */
  readonly #running = new Set<Promise<void>>();
  #stopPacing: () => void = () => {};
  #fills = 0;
  #quitting = false;

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  /** Bots without a connection at this moment whose stay has not ended. */
  get cutOff(): number {
    return this.#count(({ cutOff }) => cutOff);
  }

  /** Bots whose line is down or dead at this moment, and not by their own doing. */
  get lost(): number {
    return this.#count(({ isLost }) => isLost);
  }

  /**
   * Grows or shrinks to so many bots. Joins and leaves begin at their rate, however long each takes;
   * who could not stay before is tried again. Later calls take the place of earlier ones.
   * @param perSecond infinite: all at once
   * @returns whether it came to its end before another took its place
   */
  async fill(clients: number, perSecond: number): Promise<boolean> {
    const fill = ++this.#fills;
    this.#stopPacing();
    const paced = this.#pace([...this.#leaves(clients), ...this.#joins(clients)], perSecond);
    await paced;
    while (fill === this.#fills && this.#running.size > 0) await Promise.all(this.#running);
    return fill === this.#fills && !this.#quitting;
  }

  /** Breaks every line. */
  cut(): void {
    for (const life of this.#lives.values()) life.cut();
  }

  /** No more come or go; resolves when no message is on its way that has to come back. Bounded. */
  async settle(): Promise<void> {
    this.#quitting = true;
    this.#fills++;
    this.#stopPacing();
    await Promise.all([...this.#lives.values()].map((life) => life.settle()));
  }

  /** Everyone leaves, those included who are still on their way in; bounded. */
  async quit(): Promise<void> {
    const leaving = [...this.#lives.values()].map((life) => life.leave());
    await within(QUIT_MS, Promise.all([...leaving, ...this.#running]));
  }

  /** Over the whole run, by the longest that any of their inputs waited for its answer. */
  worst(): readonly BotFigures[] {
    return [...this.#past, ...[...this.#lives.values()].map(({ figures }) => figures)]
      .filter(({ echoes, persona }) => echoes > 0 && persona !== "flooder")
      .sort((a, b) => b.echoMaxMs - a.echoMaxMs)
      .slice(0, WORST);
  }

  #count(is: (life: Life) => boolean): number {
    let count = 0;
    for (const life of this.#lives.values()) if (is(life)) count++;
    return count;
  }

  /** The last ones first. */
  #leaves(clients: number): (() => Promise<void>)[] {
    const slots = [...this.#lives.keys()].filter((slot) => slot >= clients).sort((a, b) => b - a);
    return slots.map((slot) => () => this.#retire(slot));
  }

  #joins(clients: number): (() => Promise<void>)[] {
    const { worker, workers } = this.#crew.plan;
    const slots = Array.from({ length: clients }, (_, slot) => slot);
    const free = slots.filter((slot) => this.#lives.get(slot)?.over ?? true);
    return free.map((slot) => async () => {
      await this.#retire(slot);
      const life = new Life(this.#crew, worker + slot * workers);
      this.#lives.set(slot, life);
      await life.join();
    });
  }

  async #retire(slot: number): Promise<void> {
    const life = this.#lives.get(slot);
    if (!life) return;
    this.#lives.delete(slot);
    this.#past.push(life.figures);
    await life.leave();
  }

  #pace(jobs: readonly (() => Promise<void>)[], perSecond: number): Promise<void> {
    const waiting = [...jobs];
    if (!Number.isFinite(perSecond)) for (const job of waiting.splice(0)) this.#run(job);
    return new Promise((resolve) => {
      if (waiting.length === 0) return resolve();
      const stop = this.#crew.pacer.add(1000 / perSecond, 0, () => {
        const job = waiting.shift();
        if (job) this.#run(job);
        if (waiting.length === 0) this.#stopPacing();
      });
      this.#stopPacing = () => {
        stop();
        resolve();
      };
    });
  }

  #run(job: () => Promise<void>): void {
    const running = job().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
