import type { InputHandle } from "colyseus.js";
import type { Session } from "../netplay/session.ts";
import type { Status } from "../netplay/status.ts";
import { tapTraffic } from "../netplay/traffic.ts";
import { type Game, type GameState, knowsAll } from "../schema/lib/game.ts";
import { InFlight } from "./inflight.ts";
import type { Pacer } from "./pacing.ts";
import type { Stats } from "./stats.ts";
import { count } from "./tally.ts";

export interface Part {
  readonly game: Game;
  readonly tickMs: number;
  /** Tick at which the policy begins, so that bots do not act in step. */
  readonly firstTick: number;
  /** Wait before the first input, below `tickMs`, so that they do not send in step. */
  readonly offsetMs: number;
}

/** One client that plays by the game's policy and measures what comes back. */
export class Bot {
  readonly #session: Session<GameState>;
  readonly #part: Part;
  readonly #stats: Stats;
  readonly #input: InputHandle<object>;
  readonly #inFlight = new InFlight();
  readonly #stopPacing: () => void;
  #epoch: number;
  #tick: number;
  #patchedAt: number | undefined;
  #connected = true;
  #quitting = false;

  constructor(session: Session<GameState>, part: Part, stats: Stats, pacer: Pacer) {
    this.#session = session;
    this.#part = part;
    this.#stats = stats;
    this.#tick = part.firstTick;
    this.#input = session.room.input<object>({ mode: "reliable" });
    this.#epoch = this.#input.epoch;
    stats.connect(1, performance.now());
    this.#listen();
    this.#stopPacing = pacer.add(part.tickMs, part.offsetMs, (lateMs) => this.#beat(lateMs));
  }

  /** Is the line down at this moment? */
  get cutOff(): boolean {
    return this.#session.status.kind === "reconnecting";
  }

  /** Stops measuring at once; resolves when the server has let go, which a dead one never does. */
  quit(): Promise<void> {
    this.#quitting = true;
    this.#stopPacing();
    this.#stats.unanswered += this.#inFlight.overdue(performance.now());
    return this.#session.quit();
  }

  #listen(): void {
    const { room } = this.#session;
    // Without a handler the SDK prints a warning per message.
    room.onMessage("*", () => {});
    room.onStateChange(() => this.#patched());
    room.onError((code) => {
      // Every failed attempt to reconnect raises one without a code; drops are counted already.
      if (code !== undefined && !this.#quitting) count(this.#stats.errors, `room/error_${code}`);
    });
    this.#session.onStatus((status) => this.#changed(status));
    tapTraffic(room, {
      received: (bytes) => {
        if (!this.#quitting) this.#stats.phase.bytesIn += bytes;
      },
      sent: (bytes) => {
        if (!this.#quitting) this.#stats.phase.bytesOut += bytes;
      },
      failed: () => count(this.#stats.errors, "frame/undecodable"),
    });
  }

  #beat(lateMs: number): void {
    const { phase } = this.#stats;
    phase.due(lateMs);
    const tick = this.#tick++;
    if (this.#connected) this.#decide(tick);
    this.#followReset();
    const sentAt = performance.now();
    // The SDK answers 0 while the line is down.
    if (!this.#connected || this.#input.send() === 0) {
      phase.inputs.offline++;
      return;
    }
    phase.inputs.sent++;
    this.#inFlight.sent(sentAt);
  }

  #decide(tick: number): void {
    const { room } = this.#session;
    try {
      const view = { state: room.state, id: room.sessionId, tick, knows: knowsAll };
      this.#part.game.bot(view, this.#input.data);
    } catch {
      count(this.#stats.errors, "bot/threw");
    }
  }

  #patched(): void {
    if (this.#quitting) return;
    const now = performance.now();
    const { phase } = this.#stats;
    if (this.#patchedAt !== undefined) phase.patched(now - this.#patchedAt, this.#part.tickMs);
    this.#patchedAt = now;
    this.#followReset();
    this.#inFlight.answered(this.#input.lastProcessed, now, (ms) => phase.latency.record(ms));
  }

  /** A reconnection starts a new count of inputs: what was in flight is lost. */
  #followReset(): void {
    if (this.#epoch === this.#input.epoch) return;
    this.#epoch = this.#input.epoch;
    this.#stats.unanswered += this.#inFlight.restart(this.#input.lastProcessed);
  }

  #changed(status: Status): void {
    if (this.#quitting) return;
    const connected = status.kind === "playing";
    if (connected !== this.#connected) this.#stats.connect(connected ? 1 : -1, performance.now());
    // "reconnecting" comes again with each attempt, so only the change counts.
    if (!connected && this.#connected && status.kind === "reconnecting") this.#stats.drops++;
    if (connected && !this.#connected) this.#stats.reconnects++;
    this.#connected = connected;
    this.#patchedAt = undefined;
    if (status.kind !== "ended") return;
    this.#stopPacing();
    count(this.#stats.endings, status.ending);
  }
}
