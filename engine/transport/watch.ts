import { ClientState } from "@colyseus/core";
import type { Log } from "../log.ts";
import type { Line } from "./line.ts";

export interface WatchSettings {
  readonly log: Log;
  /** Whoever has not acknowledged JOIN by then is closed, in ms. */
  readonly joinTimeoutMs: number;
  /** The close code for that. */
  readonly closeCode: number;
}

const LOOK_MS = 1000;
/** One ping every so many looks. */
const PING_LOOKS = 3;
/** With a third one due a peer counts as dead: within 9 s, and not before 6. */
const UNANSWERED_MAX = 2;
/** Time for a kicked line to read why before it is cut. */
const GOODBYE_MS = 1000;

/** Looks after all open lines with one timer: pings, and clients who never finish joining. */
export class Watch {
  readonly #settings: WatchSettings;
  readonly #lines = new Set<Line>();
  readonly #timer: NodeJS.Timeout;
  #looks = 0;

  constructor(settings: WatchSettings) {
    this.#settings = settings;
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_MS);
    this.#timer.unref();
  }

  /** Watches it until its socket closes. */
  add(line: Line): void {
    this.#lines.add(line);
    line.ref.on("pong", () => {
      line.unanswered = 0;
    });
    line.ref.once("close", () => this.#lines.delete(line));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(now: number): void {
    const pings = ++this.#looks % PING_LOOKS === 0;
    for (const line of this.#lines) {
      if (line.state === ClientState.JOINING) this.#hurry(line, now);
      if (pings) ping(line);
    }
  }

  #hurry(line: Line, now: number): void {
    const { log, joinTimeoutMs, closeCode } = this.#settings;
    if (now - line.openedAt < joinTimeoutMs || line.readyState !== line.ref.OPEN) return;
    log.warn({ sessionId: line.sessionId }, "join not acknowledged");
    line.leave(closeCode, "frames/no_join");
    setTimeout(() => line.ref.terminate(), GOODBYE_MS).unref();
  }
}

function ping(line: Line): void {
  if (line.unanswered >= UNANSWERED_MAX) {
    line.ref.terminate();
    return;
  }
  line.unanswered++;
  if (line.readyState === line.ref.OPEN) line.ref.ping();
}
