import type { PhaseKind } from "./figures.ts";
import type { SloOverrides } from "./objectives.ts";

/** One stretch of the run with one kind of load. */
export interface PhasePlan {
  readonly kind: PhaseKind;
  /** Clients at its end. The phase begins with the way there. */
  readonly clients: number;
  /** Joins or leaves per second on the way; all at once when left out. */
  readonly perSecond?: number;
  /** How long it lasts from there; 0: it ends when they are there. */
  readonly seconds: number;
}

/** What a profile may do; the coordinator does it. */
export interface Stage {
  /** As asked for by flags, or the profile's own. */
  readonly clients: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Fires when the run has to end: Ctrl-C, a dead server, a gate that aborts. Phases then end at once. */
  readonly over: AbortSignal;
  /**
   * Answers whether the phase met its objectives, and whether the processes that play the bots have
   * time for half as many more.
   */
  phase(plan: PhasePlan): Promise<{ readonly ok: boolean; readonly spare: boolean }>;
  /** Breaks every line at once. */
  cut(): void;
  /** Kills the server with SIGKILL and starts it again at the same address. Own servers only. */
  restart(): Promise<void>;
  /** Tells the report about the largest load that met the objectives, and the smallest that did not. */
  knee(found: { readonly holds: number; readonly breaks: number | null }): void;
}

export interface Profile {
  readonly defaults: {
    readonly clients: number;
    readonly seconds: number;
    readonly perSecond: number;
  };
  /** Rooms of their own for so many clients; undefined: quick play. */
  readonly rooms?: (clients: number) => number;
  /** Only with a server that this run started. */
  readonly ownServerOnly?: boolean;
  /** Stays that the server ends are part of the test: bots come back. */
  readonly rejoin?: boolean;
  /** Some of its steps are to break: what is beyond the knee makes no run fail. */
  readonly findsKnee?: boolean;
  /** Its server is asked to collect all garbage now and then: what its heap really holds shows then. */
  readonly collects?: boolean;
  /** Shorter, it could not answer its question. */
  readonly secondsMin?: number;
  /** Objectives that differ from the defaults here. */
  readonly slo?: SloOverrides;
  run(stage: Stage): Promise<void>;
}
