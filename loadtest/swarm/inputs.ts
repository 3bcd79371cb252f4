import type { InputHandle } from "colyseus.js";
import type { Session } from "../../netplay/session.ts";
import { InFlight } from "./inflight.ts";
import { LATE_MS } from "./pacing.ts";
import type { Part } from "./part.ts";
import { recordError } from "./recorder.ts";

/** The inputs of one stay: each is timed from when it was due until a patch acknowledges it. */
export class Inputs {
  readonly #handle: InputHandle<object>;
  readonly #part: Part;
  readonly #inFlight: InFlight;
  #epoch: number;
  #patchedAt = 0;

  private constructor(handle: InputHandle<object>, part: Part) {
    this.#handle = handle;
    this.#part = part;
    this.#inFlight = new InFlight(part.line.answerMs);
    this.#epoch = handle.epoch;
  }

  /** Undefined in rooms that take none, which the SDK tells by an exception. */
  static of({ room }: Session, part: Part): Inputs | undefined {
    try {
      return new Inputs(room.input<object>({ mode: "reliable" }), part);
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
    this.#inFlight.sent(dueAt, now);
    return true;
  }

  /** A patch has come. */
  patched(now: number): void {
    this.#followReset();
    this.#patchedAt = now;
    const { book, figures, line } = this.#part;
    const late = this.#inFlight.answered(this.#handle.lastProcessed, now, (ms) => {
      book.tapes.echo.record(ms);
      book.tapes.overLine.record(ms - line.roundTripMs);
      figures.echoes++;
      figures.echoSumMs += ms;
      figures.echoMaxMs = Math.max(figures.echoMaxMs, ms);
    });
    book.counts.unanswered += late;
  }

  /**
   * Counts those that should have been answered by now: by a server of ours in any case, by another
   * one as far as it has had something to say since.
   */
  look(now: number): void {
    const { book, ours } = this.#part;
    book.counts.unanswered += this.#inFlight.overdue(now, ours ? now : this.#patchedAt);
  }

  /** A reconnection starts a new count of inputs. */
  #followReset(): void {
    if (this.#epoch === this.#handle.epoch) return;
    this.#epoch = this.#handle.epoch;
    this.#inFlight.restart(this.#handle.lastProcessed);
  }
}
