import type { Counters, Distributions, GeneratorFigures, PhaseKind } from "./figures.ts";
import type { Judged } from "./objectives.ts";
import type { BotFigures } from "./protocol.ts";
import type { Mix } from "./scenario.ts";
import type { Tally } from "./tally.ts";

export type VerdictId = "pass" | "fail" | "inconclusive";
export const EXIT = { pass: 0, fail: 1, couldNotRun: 2, inconclusive: 3 } as const;

/** What stands in the way of more, with the figure that says so. */
export type Limiter =
  /** The server's event loop, or its core: share of time that it was busy, 0 to 1. */
  | { readonly kind: "server"; readonly busy: number }
  /** The processes that play the bots: what the run shows is partly their own. */
  | { readonly kind: "generator"; readonly busy: number; readonly lateMs: number }
  /** Other work on this machine, or too few cores for both sides. */
  | { readonly kind: "machine"; readonly idle: number; readonly lateMs: number }
  | { readonly kind: "none" };

/** Why a run ended before its time. */
export type Ended =
  | { readonly why: "signal"; readonly signal: string; readonly second: number }
  | { readonly why: "serverDied"; readonly how: string; readonly second: number }
  | { readonly why: "gate"; readonly judged: Judged; readonly second: number }
  | { readonly why: "workerDied"; readonly how: string; readonly second: number };

export interface PhaseFigures {
  readonly kind: PhaseKind;
  /** Clients asked for at its end. */
  readonly clients: number;
  /** In seconds since the run began. */
  readonly from: number;
  readonly to: number;
  /** Sum over clients of the seconds that they were connected: the base of rates per client. */
  readonly clientSeconds: number;
  readonly connectedMax: number;
  readonly counters: Counters;
  readonly distributions: Distributions;
  /** Mean of the client's side per client and second; null without clients. */
  readonly bytes: { readonly in: number; readonly out: number } | null;
  readonly generator: GeneratorFigures;
  /** Why the figures are not the server's alone; null when they are. */
  readonly doubt: Limiter | null;
  readonly server: ServerFigures | null;
}

/** The server in one phase, by its own metrics. */
export interface ServerFigures {
  /** CPU time over wall time: 1 is one core. */
  readonly cores: number;
  readonly cpuMsPerClientSecond: number | null;
  readonly eventLoopP99Ms: number | null;
  readonly tickP50Ms: number | null;
  readonly tickP99Ms: number | null;
  readonly ticks: number;
  readonly overruns: number;
  readonly gcMsPerSecond: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** One row per second of the run, by column: null is "not measured". All columns are equally long. */
export interface Timeline {
  /** Seconds since the run began. */
  readonly t: readonly number[];
  readonly columns: Readonly<Record<TimelineColumn, readonly (number | null)[]>>;
}
export const TIMELINE_COLUMNS = [
  "connected",
  "joins",
  "failedJoins",
  "errors",
  "drops",
  "echoP50",
  "echoP95",
  "echoP99",
  "echoMax",
  "intervalP95",
  "stalenessP95",
  /** Bytes per client and second. */
  "bytesIn",
  "bytesOut",
  /** Cores of the processes that play the bots, and how late their event loops were. */
  "generatorCores",
  "generatorLagP99",
  "serverCores",
  "serverLagP99",
  "serverLagMax",
  "tickP50",
  "tickP99",
  "overruns",
  "rssMb",
  "heapMb",
  "gcMs",
  "rooms",
  "players",
  "sendQueueBytes",
] as const;
export type TimelineColumn = (typeof TIMELINE_COLUMNS)[number];

export interface RoomFigures {
  readonly room: string;
  readonly tickP99Ms: number | null;
  readonly ticks: number;
  readonly overruns: number;
  readonly clients: number;
}

/** How many players fit, as far as this run can tell. */
export type Capacity =
  | {
      readonly known: true;
      /** Players of this kind that one core of the server carries at `share` of its time. */
      readonly perCore: number;
      /** 95 % confidence interval. */
      readonly low: number;
      readonly high: number;
      /** True: the fit says more than twice what was seen, so `perCore` is twice what was seen. */
      readonly capped: boolean;
      /** Cores that one player costs, and that an empty server costs. */
      readonly coresPerPlayer: number;
      readonly coresIdle: number;
      readonly share: number;
      /** The most clients that were connected in what was fitted. */
      readonly seen: number;
      /** Cores that so many clients cost who only play, with their 95 % interval. */
      readonly curve: readonly {
        readonly clients: number;
        readonly cores: number;
        readonly low: number;
        readonly high: number;
      }[];
    }
  | {
      readonly known: false;
      readonly why: "noServerSeries" | "tooShort" | "loadDidNotVary" | "noFit";
    };

/** Growth of the server's heap at constant load. */
export type Leak =
  | {
      readonly known: true;
      readonly mbPerHour: number;
      /** 95 % confidence interval. */
      readonly low: number;
      readonly high: number;
      readonly minutes: number;
    }
  | { readonly known: false; readonly why: "noServerSeries" | "tooShort" };

/** One figure beside what earlier runs had. */
export interface Compared {
  readonly figure:
    | "echoP50"
    | "echoP95"
    | "echoP99"
    | "joinP95"
    | "bytesIn"
    | "cpuMsPerClientSecond"
    | "tickP99"
    | "rssMb";
  readonly now: number;
  readonly before: number;
  /** What earlier runs differ by among themselves: half the band's width, in the figure's unit. */
  readonly noise: number | null;
  /** `noise` unknown: no word on it. */
  readonly word: "same" | "better" | "worse" | "unknown";
}

/** What one run found: this, as it stands, is `report.json`. */
export interface Result {
  readonly format: 1;
  readonly verdict: VerdictId;
  readonly exitCode: 0 | 1 | 3;
  /** What decided, the worst first; every broken objective is in it. */
  readonly broken: readonly Judged[];
  readonly judged: readonly Judged[];
  readonly limiter: Limiter;
  readonly ended: Ended | null;
  readonly run: {
    readonly startedAt: string;
    readonly seconds: number;
    readonly profile: string;
    readonly room: string;
    readonly scenario: string | null;
    readonly url: string;
    readonly ownServer: boolean;
    /** False: a Colyseus server that is not ours; what needs ours is not available. */
    readonly ours: boolean;
    readonly clients: number;
    /** Of each steady phase, as asked for. */
    readonly phaseSeconds: number;
    readonly rooms: number | null;
    readonly workers: number;
    readonly mix: Mix;
    readonly net: string;
    readonly seed: number;
    readonly tickMs: number;
    /** The command that repeats this run. */
    readonly command: string;
  };
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly os: string;
    readonly node: string;
    readonly commit: string | null;
    readonly versions: Readonly<Record<string, string>>;
  };
  readonly phases: readonly PhaseFigures[];
  /** Over all phases. */
  readonly total: { readonly counters: Counters; readonly distributions: Distributions };
  readonly timeline: Timeline;
  readonly rooms: readonly RoomFigures[];
  readonly bots: readonly BotFigures[];
  readonly capacity: Capacity;
  readonly leak: Leak;
  readonly knee: { readonly holds: number; readonly breaks: number | null } | null;
  readonly baseline: readonly Compared[] | null;
  /** What was there more than before, after all had left; null where it cannot be asked. */
  readonly leftBehind: {
    readonly rooms: number;
    readonly clients: number;
    readonly connections: number;
  } | null;
  readonly failed: Tally;
  readonly endings: Tally;
  readonly errors: Tally;
  readonly provoked: Tally;
  /** Warnings that the SDK printed. */
  readonly notes: Tally;
  /** The last lines of a server that died. */
  readonly serverTail: readonly string[];
  /** Cost of recording: ns per sample, samples per second, and the share of a core that they make. */
  readonly recording: {
    readonly nsPerSample: number;
    readonly samplesPerSecond: number;
    readonly share: number;
  };
}
