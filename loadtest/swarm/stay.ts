import type { InputHandle } from "colyseus.js";
import { cutLine } from "../../netplay/cut.ts";
import type { Session } from "../../netplay/session.ts";
import type { Ending, Status } from "../../netplay/status.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import type { SendBudget } from "./bucket.ts";
import { Checks } from "./checks.ts";
import { InFlight } from "./inflight.ts";
import { LATE_MS, type Pacer } from "./pacing.ts";
import { PatchMeter } from "./patches.ts";
import { type Decide, type LivingMoment, momentOf, type Playbook } from "./playbook.ts";
import { type Book, recordError } from "./recorder.ts";

/** What one bot does while it is in a room, and where it writes what it measures. */
export interface Part {
  readonly playbook: Playbook;
  readonly book: Book;
  readonly pacer: Pacer;
  readonly budget: SendBudget;
  readonly rng: Rng;
  /** Nominal time between two inputs and two patches; a room may advertise its own. */
  readonly tickMs: number;
  /** Is it a server of ours? It sends nothing to whoever has nothing to learn. */
  readonly ours: boolean;
  /** Inputs it sends for each that it should; 0 for whoever sends nothing. */
  readonly zeal: number;
  /** Sends tagged messages. */
  readonly probes: boolean;
  /** Seats of the room, where the plan says so. */
  readonly seats: number;
  /** Over the whole run, of this bot. */
  readonly figures: { echoes: number; echoSumMs: number; echoMaxMs: number; drops: number };
  /** The server, or the SDK in its despair, has ended the stay. */
  readonly onEnd: (ending: Ending) => void;
}

/** Policies look noise up by tick; this many apart, two bots share none of it within a day. */
const TICKS = 2 ** 31;

/** One bot in one room, from its first state until one side leaves: plays, and measures. */
export class Stay {
  readonly #session: Session;
  readonly #part: Part;
  readonly #input: InputHandle<object> | undefined;
  readonly #inFlight = new InFlight();
  readonly #patches: PatchMeter;
  readonly #checks: Checks;
  readonly #moment: LivingMoment;
  readonly #decide: Decide;
  readonly #data: object;
  readonly #inputMs: number;
  readonly #stops: (() => void)[] = [];
  #epoch = 0;
  #connected = true;
  #downAt = 0;
  #quitting = false;

  constructor(session: Session, part: Part) {
    const { room } = session;
    const { playbook, tickMs, ours, rng } = part;
    this.#session = session;
    this.#part = part;
    this.#input = inputOf(session);
    this.#epoch = this.#input?.epoch ?? 0;
    this.#data = this.#input?.data ?? {};
    this.#decide = playbook.mind(this.#data, rng);
    const send = (type: string, payload?: unknown) => this.#message(type, payload);
    this.#moment = momentOf({ id: room.sessionId, rng, send }, nextInt(rng, TICKS));
    this.#inputMs =
      (playbook.inputMs ?? (ours ? tickMs : (this.#input?.stepMs ?? tickMs))) / (part.zeal || 1);
    this.#patches = new PatchMeter(part.book, this.#patchMs());
    this.#checks = new Checks(session, part);
    part.book.connect(1, performance.now());
    this.#listen();
    this.#begin();
  }

  get roomId(): string {
    return this.#session.room.roomId;
  }

  /** Is the line down at this moment? */
  get cutOff(): boolean {
    return this.#session.status.kind === "reconnecting";
  }

  /** Breaks the line as a network does; the SDK comes back. */
  cut(): void {
    if (this.#connected) cutLine(this.#session.room);
  }

  /** Stops measuring at once; resolves when the server has let go, which a dead one never does. */
  async quit(): Promise<void> {
    if (this.#quitting) return;
    this.#quitting = true;
    this.#stop(performance.now());
    await this.#session.quit();
  }

  /** Patches are due to whoever sends with each tick; of any other server, also to others. */
  #patchMs(): number | undefined {
    const { tickMs, ours, zeal } = this.#part;
    if (zeal === 0 || !this.#input) return undefined;
    if (!ours) return this.#input.patchRate;
    return this.#inputMs <= tickMs ? tickMs : undefined;
  }

  #listen(): void {
    const { room } = this.#session;
    // Without a handler the SDK prints a warning per message.
    room.onMessage("*", () => {});
    room.onStateChange(() => this.#patched());
    room.onError((code) => {
      // Every failed attempt to reconnect raises one without a code; drops are counted already.
      if (code !== undefined && !this.#quitting) this.#error(`room/error_${code}`);
    });
    this.#session.onPing((ms) => this.#part.book.tapes.ping.record(ms));
    this.#session.onStatus((status) => this.#changed(status));
  }

  #begin(): void {
    const { pacer, rng, zeal } = this.#part;
    if (zeal > 0) {
      // Not in step with the others.
      const offset = nextInt(rng, Math.max(1, this.#inputMs));
      this.#stops.push(pacer.add(this.#inputMs, offset, (late, now) => this.#beat(late, now)));
    }
    this.#stops.push(this.#checks.begin(() => this.#connected));
    this.#stops.push(pacer.add(1000, nextInt(rng, 1000), (_late, now) => this.#look(now)));
  }

  #stop(now: number): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#look(now);
    if (this.#connected) this.#part.book.connect(-1, now);
    this.#connected = false;
  }

  #beat(lateMs: number, now: number): void {
    const { counts, tapes } = this.#part.book;
    tapes.lateness.record(lateMs);
    if (this.#input) {
      counts.inputsDue++;
      if (lateMs > LATE_MS) counts.inputsLate++;
    }
    this.#moment.tick++;
    if (this.#connected) this.#think(now);
    this.#followReset();
    if (this.#input) this.#send(this.#input, now - lateMs, now);
  }

  #think(now: number): void {
    if (this.#input) this.#patches.decided(now);
    this.#moment.state = this.#session.room.state;
    try {
      this.#decide(this.#moment, this.#data);
    } catch (error) {
      this.#error("bot/threw");
      // The worker keeps what goes here as a note.
      console.error(`the bot threw: ${error}`);
    }
  }

  #send(input: InputHandle<object>, dueAt: number, now: number): void {
    const { counts } = this.#part.book;
    if (this.#connected && !this.#part.budget.take(now)) {
      this.#error("bot/over_budget");
      return;
    }
    // The SDK answers 0 while the line is down.
    if (!this.#connected || input.send() === 0) {
      counts.inputsOffline++;
      return;
    }
    counts.inputsSent++;
    this.#inFlight.sent(dueAt, now);
    this.#patches.owed(this.#inputMs);
  }

  #message(type: string, payload: unknown): void {
    if (!this.#connected) return;
    if (this.#part.budget.take(performance.now())) this.#session.room.send(type, payload as never);
    else this.#error("bot/over_budget");
  }

  #patched(): void {
    if (this.#quitting) return;
    const { book, figures, zeal } = this.#part;
    const now = performance.now();
    if (zeal > 0) this.#patches.came(now);
    if (!this.#input) return;
    this.#followReset();
    const report = (ms: number) => {
      book.tapes.echo.record(ms);
      figures.echoes++;
      figures.echoSumMs += ms;
      figures.echoMaxMs = Math.max(figures.echoMaxMs, ms);
    };
    book.counts.unanswered += this.#inFlight.answered(this.#input.lastProcessed, now, report);
  }

  /** A reconnection starts a new count of inputs: what was in flight is lost. */
  #followReset(): void {
    if (!this.#input || this.#epoch === this.#input.epoch) return;
    this.#epoch = this.#input.epoch;
    this.#part.book.counts.unanswered += this.#inFlight.restart(this.#input.lastProcessed);
  }

  #look(now: number): void {
    const { book } = this.#part;
    book.counts.unanswered += this.#inFlight.overdue(now);
    this.#checks.look(now, this.#session.room.state as GameState);
  }

  #changed(status: Status): void {
    if (this.#quitting) return;
    const { book, figures, onEnd } = this.#part;
    const now = performance.now();
    const connected = status.kind === "playing";
    // "reconnecting" comes again with each attempt, so only the change counts.
    if (this.#connected && status.kind === "reconnecting") {
      book.counts.drops++;
      figures.drops++;
      this.#downAt = now;
    }
    if (connected && !this.#connected) {
      book.counts.reconnects++;
      book.tapes.reconnect.record(now - this.#downAt);
    }
    if (connected !== this.#connected) book.connect(connected ? 1 : -1, now);
    this.#connected = connected;
    this.#patches.broke();
    this.#checks.broke();
    if (status.kind !== "ended") return;
    this.#quitting = true;
    this.#stop(now);
    onEnd(status.ending);
  }

  #error(id: string): void {
    recordError(this.#part.book, id);
  }
}

/** Undefined in rooms that take no inputs, which the SDK tells by an exception. */
function inputOf({ room }: Session): InputHandle<object> | undefined {
  try {
    return room.input<object>({ mode: "reliable" });
  } catch {
    return undefined;
  }
}
