import type { RoomFigures, ServerFigures, TimelineColumn } from "../result.ts";

/** What there is on the server; compared before and after. */
export interface Presence {
  readonly rooms: number;
  readonly clients: number;
  readonly connections: number;
}

/** A server of ours, asked for its metrics every second, on the run's time axis. */
export interface ServerWatch {
  /** Between two seconds of the run; null where nothing was measured. */
  figures(from: number, to: number, clientSeconds: number): ServerFigures | null;
  /** The value of each server column at second `t`, null where not measured. */
  at(t: number): Readonly<Partial<Record<TimelineColumn, number | null>>>;
  /** Those with the longest ticks first. */
  rooms(): readonly RoomFigures[];
  /** Asks now; null when it does not answer. */
  presence(): Promise<Presence | null>;
  stop(): void;
}

export interface Watched {
  readonly url: string;
  /** LOADTEST_TOKEN: opens `/metrics`. */
  readonly pass: string;
  /** `performance.timeOrigin + performance.now()` at the run's second 0. */
  readonly epochMs: number;
}

/** Undefined where `/metrics` does not open. Counters that fall (a new process) begin anew. */
export async function watchServer(_watched: Watched): Promise<ServerWatch | undefined> {
  throw new Error("not built");
}
