import type { GeneratorFigures } from "./generator.ts";
import { LATE_MS } from "./pacing.ts";
import type { Tally } from "./tally.ts";
import { Timings } from "./timings.ts";

export type PhaseName = "ramp" | "full load";

/** What was measured while the load was of one kind. */
export class Phase {
  readonly name: PhaseName;
  readonly startedAt: number;
  endedAt: number | undefined;
  /** From an input's send to the first patch that acknowledges it. */
  readonly latency = new Timings();
  /** |interval between two patches of one client − nominal|. */
  readonly jitter = new Timings();
  readonly lateness = new Timings();
  readonly intervals = { count: 0, sumMs: 0 };
  readonly inputs = { due: 0, sent: 0, late: 0, offline: 0 };
  bytesIn = 0;
  bytesOut = 0;
  /** Sum over clients of the time that they were connected. */
  clientMs = 0;
  /** CPU time of the server's process; undefined where it cannot be read. */
  serverCpuMs: number | undefined;
  generator: GeneratorFigures | undefined;

  constructor(name: PhaseName, startedAt: number) {
    this.name = name;
    this.startedAt = startedAt;
  }

  /** An input's deadline has come, `lateMs` ago. */
  due(lateMs: number): void {
    this.inputs.due++;
    if (lateMs > LATE_MS) this.inputs.late++;
    this.lateness.record(lateMs);
  }

  patched(intervalMs: number, nominalMs: number): void {
    this.intervals.count++;
    this.intervals.sumMs += intervalMs;
    this.jitter.record(Math.abs(intervalMs - nominalMs));
  }
}

/** All that one run measures. Times are passed in, so that a test owns them. */
export class Stats {
  readonly joins = { started: 0, ok: 0, failed: {} as Tally, ms: new Timings() };
  drops = 0;
  reconnects = 0;
  /** Inputs that no patch acknowledged in time, or ever: lost to latency, so counted here. */
  unanswered = 0;
  /** How stays ended that we did not end. */
  readonly endings: Tally = {};
  readonly errors: Tally = {};
  readonly phases: Phase[] = [];
  #connected = 0;
  #since = 0;

  /** The current phase. There is one from the first join on. */
  get phase(): Phase {
    const phase = this.phases.at(-1);
    if (!phase) throw new Error("no phase has begun");
    return phase;
  }

  get connected(): number {
    return this.#connected;
  }

  begin(name: PhaseName, now: number): Phase {
    this.end(now);
    const phase = new Phase(name, now);
    this.phases.push(phase);
    this.#since = now;
    return phase;
  }

  /** Ends the current phase, if one is running. */
  end(now: number): void {
    const phase = this.phases.at(-1);
    if (!phase || phase.endedAt !== undefined) return;
    this.settle(now);
    phase.endedAt = now;
  }

  /** A client connected (+1) or lost its connection (−1). */
  connect(change: 1 | -1, now: number): void {
    this.settle(now);
    this.#connected += change;
  }

  /** Brings the client-time up to `now`. */
  settle(now: number): void {
    if (this.phase.endedAt !== undefined) return;
    this.phase.clientMs += this.#connected * (now - this.#since);
    this.#since = now;
  }
}
