import type { Result } from "../../../../loadtest/result.ts";
import { counters, distributions, judged, phase, RAMP } from "./figures.ts";
import { timeline } from "./timeline.ts";

export const SECONDS = 60;

const TOTAL = counters({
  joinsStarted: 204,
  joinsOk: 204,
  inputsDue: 360_000,
  inputsSent: 359_900,
  inputsLate: 42,
  inputsOffline: 100,
  unanswered: 3,
  patches: 358_000,
  patchesDue: 360_000,
  bytesIn: 42_000_000,
  bytesOut: 3_960_000,
  drops: 4,
  reconnects: 4,
  stateChecks: 120,
  messagesSent: 640,
  viewChecks: 1200,
});

const JUDGED = [
  judged("failedJoins", 0, 0, { phase: 0 }),
  judged("lostStays", 0, 0, { phase: 0 }),
  judged("failedJoins", 0, 0, { phase: 1 }),
  judged("lostStays", 0, 0, { phase: 1 }),
  judged("patchesDelivered", 0.9944, 0.95, { phase: 1 }),
  judged("echoP95OverPingMs", 33.3, 120, { phase: 1 }),
  judged("tickOverruns", 0.0005, 0.01, { phase: 1 }),
  judged("errors", 0, 0),
  judged("desyncs", 0, 0),
  judged("messagesLostOrTwice", 0, 0),
  judged("hiddenSeen", 0, 0),
  judged("leftBehind", 0, 0),
];

const RUN: Result["run"] = {
  startedAt: "2026-11-23T20:00:00.000Z",
  seconds: SECONDS,
  profile: "plateau",
  room: "arena",
  scenario: null,
  url: "http://127.0.0.1:2567",
  ownServer: true,
  ours: true,
  clients: 200,
  phaseSeconds: 50,
  rooms: null,
  workers: 1,
  mix: { player: 8, idler: 1, reconnector: 1 },
  net: "good",
  seed: 7,
  tickMs: 1000 / 30,
  command: "npm run loadtest -- --profile plateau --clients 200 --duration 50 --seed 7",
};

const MACHINE: Result["machine"] = {
  cpu: "AMD EPYC 7B13",
  cores: 2,
  memoryGb: 8,
  os: "Linux 6.1 x64",
  node: "24.21.0",
  commit: "aec60bd",
  versions: { "@colyseus/core": "0.18.17", "@colyseus/schema": "5.0.34" },
};

const ROOMS: Result["rooms"] = [
  { room: "kQ7vXbD2m", tickP99Ms: 7.9, ticks: 1800, overruns: 4, clients: 16 },
  { room: "Zp0sWcE9a", tickP99Ms: 6.1, ticks: 1800, overruns: 0, clients: 16 },
];

const BOTS: Result["bots"] = [
  {
    bot: 117,
    persona: "reconnector",
    roomId: "kQ7vXbD2m",
    echoMeanMs: 24.6,
    echoMaxMs: 117,
    echoes: 1480,
    drops: 1,
  },
  {
    bot: 3,
    persona: "player",
    roomId: "Zp0sWcE9a",
    echoMeanMs: 19.2,
    echoMaxMs: 98.5,
    echoes: 1500,
    drops: 0,
  },
];

const CAPACITY: Result["capacity"] = {
  known: true,
  perCore: 311.8,
  low: 288.1,
  high: 340.4,
  capped: false,
  coresPerPlayer: 0.0021,
  coresIdle: 0.04,
  share: 0.7,
  seen: 200,
  curve: [0, 100, 200, 311.8].map((clients) => {
    const cores = 0.04 + (0.66 * clients) / 311.8;
    return { clients, cores, low: 0.93 * cores, high: 1.07 * cores };
  }),
};

/** A run of 200 bots against a server of its own, that met everything. */
export const passed = (change: Partial<Result> = {}): Result => ({
  format: 1,
  verdict: "pass",
  exitCode: 0,
  broken: [],
  judged: JUDGED,
  limiter: { kind: "none" },
  ended: null,
  run: RUN,
  machine: MACHINE,
  phases: [
    phase("ramp", 200),
    phase("hold", 200, { from: RAMP, to: SECONDS, clientSeconds: 10_000, counters: TOTAL }),
  ],
  total: { counters: TOTAL, distributions: distributions(18) },
  timeline: timeline(SECONDS, 200),
  rooms: ROOMS,
  bots: BOTS,
  capacity: CAPACITY,
  leak: { known: false, why: "tooShort" },
  knee: null,
  baseline: null,
  leftBehind: { rooms: 0, clients: 0, connections: 0 },
  failed: {},
  endings: {},
  errors: {},
  provoked: { "room/rate_limited": 12 },
  notes: {},
  serverTail: [],
  recording: { nsPerSample: 92, samplesPerSecond: 24_000, share: 0.0022 },
  ...change,
});
