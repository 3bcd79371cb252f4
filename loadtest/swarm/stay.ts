import { cutLine } from "../../netplay/cut.ts";
import type { Session } from "../../netplay/session.ts";
import type { Status } from "../../netplay/status.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { nextInt } from "../../schema/lib/random.ts";
import { BadInput } from "./badInput.ts";
import { Checks } from "./checks.ts";
import { Inputs } from "./inputs.ts";
import type { Part } from "./part.ts";
import { PatchMeter } from "./patches.ts";
import { type Decide, type LivingMoment, momentOf } from "./playbook.ts";
import { recordError } from "./recorder.ts";

/** Policies look noise up by tick; this many apart, two bots share none of it within a day. */
const TICKS = 2 ** 31;
const LOOK_MS = 1000;
/** More than two pings without an answer, and no patch either. */
const SILENT_MS = 5000;

/** One bot in one room, from its first state until one side leaves: plays, and measures. */
export class Stay {
  readonly #session: Session;
  readonly #part: Part;
  readonly #inputs: Inputs | undefined;
  readonly #inputMs: number;
  readonly #patches: PatchMeter;
  readonly #checks: Checks;
  readonly #moment: LivingMoment;
  readonly #decide: Decide;
  /** What the bot fills in. */
  readonly #data: object;
  readonly #stops: (() => void)[] = [];
  #connected = true;
  #downAt = 0;
  /** The last sign of the server, once it is known to answer pings. */
  #heardAt = Number.POSITIVE_INFINITY;
  #quitting = false;

  constructor(session: Session, part: Part) {
    const { playbook, rng } = part;
    this.#session = session;
    this.#part = part;
    this.#inputs = Inputs.of(session, part);
    this.#inputMs = inputMs(this.#inputs, part);
    this.#data = this.#inputs?.data ?? {};
    this.#decide = playbook.mind(this.#data, rng);
    const send = (type: string, payload?: unknown) => this.#message(type, payload);
    this.#moment = momentOf({ id: session.room.sessionId, rng, send }, nextInt(rng, TICKS));
    this.#patches = new PatchMeter(part.book, patchMs(this.#inputs, this.#inputMs, part));
    this.#checks = new Checks(session, part);
    part.book.connect(1, performance.now());
    this.#listen();
    this.#begin();
  }

  /** Is the line down at this moment? */
  get cutOff(): boolean {
    return this.#session.status.kind === "reconnecting";
  }

  /** How long the line has been down, where it is. */
  get downMs(): number {
    return this.cutOff ? performance.now() - this.#downAt : 0;
  }

  /** No patch and no answer to a ping for some seconds, although the line is up. */
  get hearsNothing(): boolean {
    return this.#connected && performance.now() - this.#heardAt > SILENT_MS;
  }

  /** Breaks the line as a network does; the SDK comes back. */
  cut(): void {
    if (this.#connected) cutLine(this.#session.room);
  }

  /** Plays on until its tagged messages are back, or lost; it sends no more of them. Bounded. */
  settle(): Promise<void> {
    return this.#checks.settle();
  }

  /** Stops measuring at once; resolves when the server has let go, which a dead one never does. */
  async quit(): Promise<void> {
    if (this.#quitting) return;
    this.#stop(performance.now());
    await this.settle();
    await this.#session.quit();
  }

  #listen(): void {
    const { room } = this.#session;
    const { book } = this.#part;
    // Without a handler the SDK prints a warning per message.
    room.onMessage("*", () => {});
    room.onStateChange(() => this.#patched());
    room.onError((code) => {
      // Sockets raise one without a code; while the line is down it is an attempt to reconnect that
      // failed, and what comes of that is told as the drop's end.
      if (code !== undefined && this.#connected) recordError(book, `room/error_${code}`);
    });
    this.#session.onPing((ms) => this.#ponged(ms));
    this.#session.onStatus((status) => this.#changed(status));
  }

  /** Everything at a moment of its own, or all bots would do it in step. */
  #begin(): void {
    const { pacer, rng, zeal } = this.#part;
    if (zeal > 0) {
      const offset = nextInt(rng, Math.max(1, this.#inputMs));
      this.#stops.push(pacer.add(this.#inputMs, offset, (late, now) => this.#beat(late, now)));
    }
    const look = (_lateMs: number, now: number) => this.#look(now);
    this.#stops.push(pacer.add(LOOK_MS, nextInt(rng, LOOK_MS), look));
    this.#checks.begin(() => this.#connected);
    this.#stops.push(() => this.#checks.stop());
  }

  #stop(now: number): void {
    this.#quitting = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#look(now);
    if (this.#connected) this.#part.book.connect(-1, now);
    this.#connected = false;
  }

  #beat(lateMs: number, now: number): void {
    this.#part.book.tapes.lateness.record(lateMs);
    this.#inputs?.due(lateMs);
    this.#moment.tick++;
    if (this.#connected) this.#think(now);
    if (this.#inputs?.send(now - lateMs, now, this.#connected)) this.#patches.owed(this.#inputMs);
  }

  #think(now: number): void {
    if (this.#inputs) this.#patches.decided(now);
    this.#moment.state = this.#session.room.state;
    try {
      this.#decide(this.#moment, this.#data);
    } catch (error) {
      const isBad = error instanceof BadInput;
      recordError(this.#part.book, isBad ? "bot/bad_input" : "bot/threw");
      // The worker keeps what goes here as a note.
      console.error(isBad ? `the bot's input: ${error.message}` : `the bot threw: ${error}`);
    }
  }

  #message(type: string, payload: unknown): void {
    if (!this.#connected) return;
    const { budget, book } = this.#part;
    if (budget.take(performance.now())) this.#session.room.send(type, payload as never);
    else recordError(book, "bot/over_budget");
  }

  #patched(): void {
    if (this.#quitting) return;
    const now = performance.now();
    this.#heard(now);
    if (this.#part.zeal > 0) this.#patches.came(now);
    this.#inputs?.patched(now);
  }

  #ponged(ms: number): void {
    const { book, lines, conditions } = this.#part;
    book.tapes.ping.record(ms);
    lines.ponged(ms, conditions);
    this.#heardAt = performance.now();
  }

  #heard(now: number): void {
    if (Number.isFinite(this.#heardAt)) this.#heardAt = now;
  }

  #look(now: number): void {
    this.#inputs?.look(now);
    this.#checks.look(now, this.#session.room.state as GameState);
  }

  #changed(status: Status): void {
    this.#checks.broke();
    if (this.#quitting) return;
    const now = performance.now();
    const connected = status.kind === "playing";
    // "reconnecting" comes again with each attempt, so only the change counts.
    if (connected !== this.#connected) this.#part.book.connect(connected ? 1 : -1, now);
    if (connected && !this.#connected) this.#returned(now);
    if (this.#connected && status.kind === "reconnecting") this.#dropped(now);
    this.#connected = connected;
    this.#patches.broke();
    if (status.kind !== "ended") return;
    this.#stop(now);
    this.#part.onEnd(status.ending);
  }

  #dropped(now: number): void {
    const { book, figures } = this.#part;
    book.counts.drops++;
    figures.drops++;
    this.#downAt = now;
  }

  #returned(now: number): void {
    const { counts, tapes } = this.#part.book;
    this.#heard(now);
    counts.reconnects++;
    tapes.reconnect.record(now - this.#downAt);
  }
}

function inputMs(inputs: Inputs | undefined, { playbook, ours, tickMs, zeal }: Part): number {
  const own = ours ? tickMs : (inputs?.stepMs ?? tickMs);
  return (playbook.inputMs ?? own) / (zeal || 1);
}

/** Patches are due to whoever sends with each tick; from any other server to all who send. */
function patchMs(
  inputs: Inputs | undefined,
  everyMs: number,
  { ours, tickMs, zeal }: Part,
): number | undefined {
  if (zeal === 0 || !inputs) return undefined;
  if (!ours) return inputs.patchMs;
  return everyMs <= tickMs ? tickMs : undefined;
}
