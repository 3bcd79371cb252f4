import type { Session } from "../../netplay/session.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { nextInt } from "../../schema/lib/random.ts";
import { PROBE } from "../../schema/messages.ts";
import { within } from "../wait.ts";
import type { Part } from "./part.ts";
import { Probes } from "./probes.ts";
import { hiddenSeen } from "./views.ts";

const PROBE_MS = 500;
/** Before it leaves, a bot waits so long for what it has sent to come back. */
const SETTLE_MS = 2000;

/** Whether what a client holds and hears is right, during one stay. */
export class Checks {
  readonly #session: Session;
  readonly #part: Part;
  readonly #probes: Probes | undefined;
  #stopProbes: () => void = () => {};
  #checks = 0;
  #differences = 0;

  constructor(session: Session, part: Part) {
    this.#session = session;
    this.#part = part;
    if (!part.probes) return;
    const probes = new Probes();
    session.room.onMessage(PROBE, (n: unknown) => probes.back(Number(n)));
    this.#probes = probes;
  }

  /** Sends probes from now on, while `connected`. */
  begin(connected: () => boolean): void {
    const probes = this.#probes;
    if (!probes) return;
    const { pacer, rng, book, budget } = this.#part;
    this.#stopProbes = pacer.add(PROBE_MS, nextInt(rng, PROBE_MS), (_late, now) => {
      if (!connected() || !budget.take(now)) return;
      book.counts.messagesSent++;
      this.#session.room.send(PROBE, probes.next(now) as never);
    });
  }

  /** About once a second: counts what has been found since. */
  look(now: number, state: GameState): void {
    const { counts } = this.#part.book;
    const { checks, differences } = this.#session.stateWatch.counts;
    counts.stateChecks += checks - this.#checks;
    counts.desyncs += differences - this.#differences;
    this.#checks = checks;
    this.#differences = differences;
    this.#countProbes(now);
    this.#lookAround(state);
  }

  /** Sends no more, and waits for what is on its way; what is not back in time is lost. */
  async settle(): Promise<void> {
    this.stop();
    if (!this.#probes) return;
    await within(SETTLE_MS, this.#probes.settled());
    this.#countProbes(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    this.#stopProbes();
  }

  /** What was on its way is gone, and nobody's fault. */
  broke(): void {
    this.#probes?.broke();
  }

  #countProbes(now: number): void {
    const { counts } = this.#part.book;
    const faults = this.#probes?.take(now);
    counts.messagesLost += faults?.lost ?? 0;
    counts.messagesTwice += faults?.twice ?? 0;
  }

  #lookAround(state: GameState): void {
    const { playbook, seats, book, ours } = this.#part;
    if (!ours || !playbook.interest || this.#session.status.kind !== "playing") return;
    const id = this.#session.room.sessionId;
    const seen = hiddenSeen(playbook.interest, state, { id, seats });
    if (seen === undefined) return;
    book.counts.viewChecks++;
    book.counts.hiddenSeen += seen;
  }
}
