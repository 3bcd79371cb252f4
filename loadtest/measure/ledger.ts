import type { Counters, Distributions, Percentiles } from "../figures.ts";
import type { PhasePlan } from "../profile.ts";
import type { Slice } from "../protocol.ts";
import type { PhaseFigures, Timeline } from "../result.ts";
import type { Tally } from "../tally.ts";
import type { ServerWatch } from "./serverWatch.ts";

/** The run as it stands, for whoever watches: the whole run's counters, the last seconds' figures. */
export interface Live {
  readonly second: number;
  readonly phase: PhasePlan | undefined;
  readonly connected: number;
  readonly cutOff: number;
  readonly counters: Counters;
  readonly echo: Percentiles | null;
  readonly bytesPerClient: { readonly in: number; readonly out: number } | null;
  readonly generatorCores: number;
}

/** Adds up what all workers measured: by second, by phase, and over the run. */
export class Ledger {
  constructor(_tickMs: number) {}

  /** A phase begins; the one before ends. Returns its number. Seconds since the run's epoch. */
  mark(_plan: PhasePlan, _second: number): number {
    throw new Error("not built");
  }

  end(_second: number): void {
    throw new Error("not built");
  }

  take(_worker: number, _slice: Slice): void {
    throw new Error("not built");
  }

  live(_second: number): Live {
    throw new Error("not built");
  }

  phase(_index: number, _server: ServerWatch | undefined): PhaseFigures {
    throw new Error("not built");
  }

  phases(_server: ServerWatch | undefined): readonly PhaseFigures[] {
    throw new Error("not built");
  }

  timeline(_server: ServerWatch | undefined): Timeline {
    throw new Error("not built");
  }

  total(): { readonly counters: Counters; readonly distributions: Distributions } {
    throw new Error("not built");
  }

  /** Over the whole run. */
  tallies(): Readonly<Record<"failed" | "endings" | "errors" | "provoked", Tally>> {
    throw new Error("not built");
  }

  /** Lines that are down right now, all workers together. */
  get cutOff(): number {
    throw new Error("not built");
  }
}
