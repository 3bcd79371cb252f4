import type { BotFigures, Order, Word, WorkerPlan } from "../protocol.ts";
import { SendBudget } from "./bucket.ts";
import { GeneratorWatch } from "./generator.ts";
import { Habit } from "./habit.ts";
import { Lines } from "./line.ts";
import { type Clock, Pacer, systemClock } from "./pacing.ts";
import { openPlaybook, type Playbook } from "./playbook.ts";
import { Recorder, recordError } from "./recorder.ts";
import { RoomBook } from "./rooms.ts";
import { Swarm } from "./swarm.ts";

const SLICE_MS = 1000;
const SLICE_MIN_MS = 50;

type Say = (word: Word) => void;
export type Begun =
  | { readonly ok: true; readonly crewed: Crewed }
  | { readonly ok: false; readonly problem: string };

/** A worker with its plan: obeys orders, and hands in what is measured. */
export class Crewed {
  readonly #plan: WorkerPlan;
  readonly #say: Say;
  readonly #recorder = new Recorder();
  readonly #generator = new GeneratorWatch();
  readonly #pacer = new Pacer(systemClock);
  readonly #rooms: RoomBook;
  readonly #swarm: Swarm;
  #phase = 0;
  #from: number;
  readonly #stopSlices: () => void;

  /** @param clock by which personas come and go */
  static async begin(plan: WorkerPlan, say: Say, clock: Clock = systemClock): Promise<Begun> {
    const opened = await openPlaybook(plan);
    return opened.ok
      ? { ok: true, crewed: new Crewed(plan, opened.playbook, { say, clock }) }
      : opened;
  }

  private constructor(plan: WorkerPlan, playbook: Playbook, around: { say: Say; clock: Clock }) {
    const { say, clock } = around;
    this.#plan = plan;
    this.#say = say;
    const opened = (room: number, roomId: string) => say({ say: "opened", room, roomId });
    this.#rooms = new RoomBook(plan, opened, systemClock);
    this.#swarm = new Swarm({
      ...{ plan, playbook, recorder: this.#recorder, pacer: this.#pacer, rooms: this.#rooms },
      clock,
      lines: new Lines(plan),
      habit: new Habit(plan.ours),
      budget: new SendBudget(plan.framesPerSecond, performance.now()),
    });
    this.#from = this.#now();
    this.#recorder.take(performance.now());
    this.#stopSlices = this.#handInEverySecond();
  }

  obey(order: Exclude<Order, { do: "begin" | "quit" }>): void {
    switch (order.do) {
      case "fill":
        void this.#fill(order.clients, order.perSecond);
        break;
      case "mark":
        this.#handIn();
        this.#phase = order.phase;
        break;
      case "room":
        this.#rooms.know(order.room, order.roomId);
        break;
      case "cut":
        this.#swarm.cut();
    }
  }

  /** Something that no bot has caught: a fault of ours or the SDK's. */
  fault(error: unknown): void {
    recordError(this.#recorder, "bot/uncaught");
    console.error(`uncaught: ${error}`);
  }

  /** The last slice is handed in before the bots leave: their leaving is not what was asked about. */
  async quit(): Promise<readonly BotFigures[]> {
    await this.#swarm.settle();
    this.#stopSlices();
    this.#handIn();
    await this.#swarm.quit();
    this.#pacer.stop();
    this.#generator.stop();
    return this.#swarm.worst();
  }

  async #fill(clients: number, perSecond: number): Promise<void> {
    if (await this.#swarm.fill(clients, perSecond)) this.#say({ say: "filled" });
  }

  /** In ms since the run's epoch. */
  #now(): number {
    return performance.timeOrigin + performance.now() - this.#plan.epochMs;
  }

  /**
   * At the run's whole seconds, so that the slices of all workers cover the same ones. By the pacer:
   * a turn of an event loop that has too much to do takes seconds, and timers wait for its end.
   */
  #handInEverySecond(): () => void {
    const now = this.#now();
    const next = (Math.floor(now / SLICE_MS) + 1) * SLICE_MS - now;
    return this.#pacer.add(SLICE_MS, next, () => {
      // After a stall the beats that it delayed come all at once.
      if (this.#now() - this.#from > SLICE_MIN_MS) this.#handIn();
    });
  }

  #handIn(): void {
    const [from, to] = [this.#from, this.#now()];
    this.#from = to;
    const { cutOff, lost } = this.#swarm;
    const slice = {
      ...{ phase: this.#phase, from, to, cutOff, lost },
      ...this.#recorder.take(performance.now()),
      generator: this.#generator.take(),
    };
    this.#say({ say: "slice", slice });
  }
}
