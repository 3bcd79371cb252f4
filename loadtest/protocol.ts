import type { PresetId } from "../netplay/conditions.ts";
import type { GameId } from "../schema/games.ts";
import type { CounterId, DistributionId } from "./figures.ts";
import type { Mix, PersonaId } from "./scenario.ts";
import type { Tally } from "./tally.ts";

/** What one worker process needs to know, sent once. Plain data: it crosses a process border. */
export interface WorkerPlan {
  /** This worker's number, from 0, and how many there are: bot i lives in worker i mod workers. */
  readonly worker: number;
  readonly workers: number;
  readonly url: string;
  /** Is it a server of ours? Else it is any Colyseus 0.18 server. */
  readonly ours: boolean;
  /** The server's LOADTEST_TOKEN, where it is known. */
  readonly pass: string | undefined;
  /** Build id that joins of our server carry. */
  readonly build: string;
  /** Name of the room type. */
  readonly room: string;
  /** The same, where it is one of our games: its policy is the bot. */
  readonly game: GameId | undefined;
  /** Path of a scenario file, which then brings the bot. */
  readonly scenario: string | undefined;
  /** Nominal time between two inputs and two patches. */
  readonly tickMs: number;
  readonly mix: Mix;
  readonly seed: number;
  /** The line of every bot but those of the persona that has a bad one of its own. */
  readonly net: PresetId;
  /** So many rooms of their own, bot i in room i mod rooms; undefined: quick play finds them. */
  readonly rooms: number | undefined;
  /** What the creator of such a room asks for. */
  readonly roomOptions: Readonly<Record<string, unknown>>;
  /** Does a bot whose stay the server ended come back? */
  readonly rejoin: boolean;
  /** `performance.timeOrigin + performance.now()` of the coordinator when the run began. */
  readonly epochMs: number;
  /** The most that this worker may send: messages and inputs per second, all bots together. */
  readonly framesPerSecond: number;
}

/** From the coordinator to a worker. */
export type Order =
  | { readonly do: "begin"; readonly plan: WorkerPlan }
  /** Grow or shrink to so many bots in this worker; those who go leave in order. */
  | { readonly do: "fill"; readonly clients: number; readonly perSecond: number }
  /** What is measured from here on belongs to the phase of this number. */
  | { readonly do: "mark"; readonly phase: number }
  /** A room of the plan exists now, opened by some bot. */
  | { readonly do: "room"; readonly room: number; readonly roomId: string }
  /** Break every line at once, as a network does. */
  | { readonly do: "cut" }
  | { readonly do: "quit" };

/** From a worker to the coordinator. */
export type Word =
  /** The plan is understood. */
  | { readonly say: "ready" }
  | { readonly say: "failed"; readonly problem: string }
  /** The last `fill` has come to its end: each join succeeded or failed, each leave is done. */
  | { readonly say: "filled" }
  | { readonly say: "opened"; readonly room: number; readonly roomId: string }
  /** Every second, and at every mark. */
  | { readonly say: "slice"; readonly slice: Slice }
  /** The last word: all have left. */
  | { readonly say: "gone"; readonly bots: readonly BotFigures[]; readonly notes: Tally };

/** What one worker measured between two moments. Distributions are sparse: [µs, count] pairs. */
export interface Slice {
  readonly phase: number;
  /** In ms since the epoch of the plan. */
  readonly from: number;
  readonly to: number;
  /** Bots that are connected at `to`, and those whose line is down. */
  readonly connected: number;
  readonly cutOff: number;
  /** Lines that are down, or on which nothing comes any more, not by their bots' own doing. */
  readonly lost: number;
  /** Sum over bots of the time that they were connected. */
  readonly clientMs: number;
  readonly counters: Readonly<Partial<Record<CounterId, number>>>;
  readonly distributions: Readonly<
    Partial<Record<DistributionId, readonly (readonly [number, number])[]>>
  >;
  /** Failed joins, endings of stays, errors: by stable id. */
  readonly failed: Tally;
  readonly endings: Tally;
  readonly errors: Tally;
  /** What happened to personas that misbehave: not the server's fault. */
  readonly provoked: Tally;
  readonly generator: {
    readonly eventLoopMs: { readonly p50: number; readonly p99: number; readonly max: number };
    readonly utilisation: number;
    readonly cpuMs: number;
  };
}

/** How one bot fared, over the whole run; a worker tells of those who fared worst. */
export interface BotFigures {
  /** Number of the bot, from 0. */
  readonly bot: number;
  readonly persona: PersonaId;
  readonly roomId: string;
  readonly echoMeanMs: number;
  readonly echoMaxMs: number;
  readonly echoes: number;
  readonly drops: number;
}
