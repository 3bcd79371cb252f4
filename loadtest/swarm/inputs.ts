import type { InputHandle } from "colyseus.js";
import { type Holding, lineOf } from "../../netplay/line.ts";
import type { Session } from "../../netplay/session.ts";
import { InFlight } from "./inflight.ts";
import { answerMs } from "./line.ts";
import { LATE_MS } from "./pacing.ts";
import type { Part } from "./part.ts";
import { recordError } from "./recorder.ts";

/** The inputs of one stay: each is timed from when it was due until a patch acknowledges it. */
export class Inputs {
  readonly #handle: InputHandle<object>;
  readonly #part: Part;
  readonly #inFlight: InFlight;
  readonly #holding: Holding;
  #epoch: number;

  private constructor(handle: InputHandle<object>, part: Part, holding: Holding) {
    this.#handle = handle;
    this.#part = part;
    this.#holding = holding;
    this.#inFlight = new InFlight(answerMs(part.conditions));
    this.#epoch = handle.epoch;
  }

  /** Undefined in rooms that take none, which the SDK tells by an exception. */
  static of({ room }: Session, part: Part): Inputs | undefined {
    try {
      return new Inputs(room.input<object>({ mode: "reliable" }), part, lineOf(room).holding);
    } catch {
      return undefined;
    }
  }

  /** What is sent next; its class describes its fields. */
  get data(): object {
    return this.#handle.data;
  }

  /** Time between two inputs, as the room advertises it. */
  get stepMs(): number | undefined {
    return this.#handle.stepMs;
  }

  /** Time between two patches, as the room advertises it. */
  get patchMs(): number | undefined {
    return this.#handle.patchRate;
  }

  due(lateMs: number): void {
    const { counts } = this.#part.book;
    counts.inputsDue++;
    if (lateMs > LATE_MS) counts.inputsLate++;
  }

  /** Sends what `data` holds; answers whether it has left. */
  send(dueAt: number, now: number, connected: boolean): boolean {
    const { book, budget } = this.#part;
    this.#followReset();
    if (connected && !budget.take(now)) {
      recordError(book, "bot/over_budget");
      return false;
    }
    // The SDK answers 0 while the line is down.
    if (!connected || this.#handle.send() === 0) {
      book.counts.inputsOffline++;
      return false;
    }
    book.counts.inputsSent++;
    this.#inFlight.sent(dueAt, now, this.#holding.out);
    return true;
  }

  /** A patch has come. */
  patched(now: number): void {
    this.#followReset();
    const { book, figures, lines, habit } = this.#part;
    const seq = this.#handle.lastProcessed;
    const own = lines.roundTripMs + this.#holding.in + this.#ownMs;
    let answered = 0;
    const isJudged = habit.answersAll;
    const { late, uncounted } = this.#inFlight.answered(seq, now, (ms, heldMs) => {
      answered++;
      book.tapes.echo.record(ms);
      if (isJudged) book.tapes.overLine.record(ms - own - heldMs);
      figures.echoes++;
      figures.echoSumMs += ms;
      figures.echoMaxMs = Math.max(figures.echoMaxMs, ms);
    });
    habit.note(answered, late);
    if (isJudged) book.counts.unanswered += uncounted;
  }

  /** Counts those that should have been answered by now. */
  look(now: number): void {
    const { book, habit } = this.#part;
    if (habit.answersAll) book.counts.unanswered += this.#inFlight.overdue(now);
  }

  /** What another server's own pace takes at most: a tick, and a patch after it. */
  get #ownMs(): number {
    return this.#part.ours ? 0 : (this.stepMs ?? 0) + (this.patchMs ?? 0);
  }

  /** A reconnection starts a new count of inputs. */
  #followReset(): void {
    if (this.#epoch === this.#handle.epoch) return;
    this.#epoch = this.#handle.epoch;
    this.#inFlight.restart(this.#handle.lastProcessed);
  }
}
