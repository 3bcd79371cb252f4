import {
  type Counters,
  DISTRIBUTIONS,
  type Distributions,
  type Percentiles,
  type PhaseKind,
  zeroCounters,
} from "../../../loadtest/figures.ts";
import type { Judged } from "../../../loadtest/objectives.ts";
import {
  type PhaseFigures,
  type Result,
  type ServerFigures,
  TIMELINE_COLUMNS,
  type Timeline,
  type TimelineColumn,
} from "../../../loadtest/result.ts";

const RAMP = 10;

/** A distribution around a median, with a tail. */
export const around = (p50: number, count = 12_000): Percentiles => ({
  count,
  p50,
  p90: p50 * 1.6,
  p95: p50 * 1.9,
  p99: p50 * 2.8,
  p999: p50 * 4.2,
  max: p50 * 6.5,
});

const none = Object.fromEntries(DISTRIBUTIONS.map((id) => [id, null])) as Distributions;

function distributions(echo: number): Distributions {
  return {
    ...none,
    join: around(19.5, 200),
    matchmake: around(6, 200),
    connect: around(4.5, 200),
    firstState: around(9, 200),
    echo: around(echo, 360_000),
    interval: around(33.3, 360_000),
    jitter: around(1.2, 360_000),
    staleness: around(17, 360_000),
    decode: around(0.04, 360_000),
    lateness: around(0.3, 360_000),
    ping: around(0.9, 1200),
  };
}

const counters = (change: Partial<Counters> = {}): Counters => ({ ...zeroCounters(), ...change });

export const SERVER: ServerFigures = {
  cores: 0.46,
  cpuMsPerClientSecond: 2.3,
  eventLoopP99Ms: 12.4,
  tickP50Ms: 1.8,
  tickP99Ms: 6.2,
  ticks: 23_400,
  overruns: 12,
  gcMsPerSecond: 4.1,
  rssBytes: 184_000_000,
  heapBytes: 71_500_000,
};

export function phase(
  kind: PhaseKind,
  clients: number,
  change: Partial<PhaseFigures> = {},
): PhaseFigures {
  return {
    kind,
    clients,
    from: 0,
    to: RAMP,
    clientSeconds: clients * RAMP,
    connectedMax: clients,
    counters: counters({ joinsStarted: clients, joinsOk: clients }),
    distributions: distributions(18),
    bytes: { in: 3500, out: 330 },
    generator: { eventLoopMs: { p50: 0.2, p99: 2.1, max: 14 }, utilisation: 0.41, cores: 0.44 },
    doubt: null,
    server: SERVER,
    ...change,
  };
}

/** A wave that is the same in each run. */
const wave = (t: number, size: number) =>
  size * (1 + Math.sin(t / 3) * 0.2 + Math.sin(t * 7) * 0.1);

/** Up to `clients` in ten seconds, then level. */
export function timeline(seconds: number, clients: number, echo = 18): Timeline {
  const connected = (t: number) => Math.min(clients, Math.round((clients * t) / RAMP));
  const write: Record<TimelineColumn, (t: number) => number | null> = {
    connected,
    joins: (t) => (t <= RAMP ? clients / RAMP : 0),
    failedJoins: () => 0,
    errors: () => 0,
    drops: (t) => (t % 17 === 0 ? 1 : 0),
    echoP50: (t) => (t === 0 ? null : wave(t, echo)),
    echoP95: (t) => (t === 0 ? null : wave(t, echo * 1.9)),
    echoP99: (t) => (t === 0 ? null : wave(t, echo * 2.8)),
    echoMax: (t) => (t === 0 ? null : wave(t, echo * 5)),
    intervalP95: (t) => (t === 0 ? null : 34 + wave(t, 2)),
    stalenessP95: (t) => (t === 0 ? null : 33 + wave(t, 3)),
    bytesIn: (t) => (t === 0 ? null : wave(t, 3500)),
    bytesOut: (t) => (t === 0 ? null : 330),
    generatorCores: (t) => 0.05 + connected(t) * 0.0022,
    generatorLagP99: (t) => wave(t, 2),
    serverCores: (t) => 0.04 + connected(t) * 0.0021 * wave(t, 1),
    serverLagP99: (t) => 10 + wave(t, 2),
    serverLagMax: (t) => 14 + wave(t, 6),
    tickP50: (t) => (connected(t) > 0 ? 0.4 + connected(t) * 0.007 : null),
    tickP99: (t) => (connected(t) > 0 ? 1 + connected(t) * 0.025 * wave(t, 1) : null),
    overruns: (t) => (t % 23 === 0 ? 2 : 0),
    rssMb: (t) => 150 + Math.min(34, t),
    heapMb: (t) => 60 + (t % 20),
    gcMs: (t) => wave(t, 4),
    rooms: (t) => Math.ceil(connected(t) / 16),
    players: connected,
    sendQueueBytes: (t) => (t % 29 === 0 ? 4200 : 0),
  };
  const t = Array.from({ length: seconds }, (_, second) => second);
  return {
    t,
    columns: Object.fromEntries(
      TIMELINE_COLUMNS.map((column) => [column, t.map(write[column])]),
    ) as unknown as Timeline["columns"],
  };
}

export const judged = (
  objective: Judged["objective"],
  value: number | null,
  limit: number,
  of: { readonly phase?: number | null; readonly ok?: boolean } = {},
): Judged => ({ objective, value, limit, phase: of.phase ?? null, ok: of.ok ?? true });

const SECONDS = 60;

/** A run of 200 bots against a server of its own, that met everything. */
export function passed(change: Partial<Result> = {}): Result {
  const total = counters({
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
  const phases = [
    phase("ramp", 200),
    phase("hold", 200, { from: RAMP, to: SECONDS, clientSeconds: 10_000, counters: total }),
  ];
  return {
    format: 1,
    verdict: "pass",
    exitCode: 0,
    broken: [],
    judged: [
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
    ],
    limiter: { kind: "none" },
    ended: null,
    run: {
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
    },
    machine: {
      cpu: "AMD EPYC 7B13",
      cores: 2,
      memoryGb: 8,
      os: "Linux 6.1 x64",
      node: "24.21.0",
      commit: "aec60bd",
      versions: { "@colyseus/core": "0.18.17", "@colyseus/schema": "5.0.34" },
    },
    phases,
    total: { counters: total, distributions: distributions(18) },
    timeline: timeline(SECONDS, 200),
    rooms: [
      { room: "kQ7vXbD2m", tickP99Ms: 7.9, ticks: 1800, overruns: 4, clients: 16 },
      { room: "Zp0sWcE9a", tickP99Ms: 6.1, ticks: 1800, overruns: 0, clients: 16 },
    ],
    bots: [
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
    ],
    capacity: {
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
    },
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
  };
}

const SLOW = judged("echoP95OverPingMs", 183, 120, { phase: 1, ok: false });

/** The server was too slow for them, and grew; earlier runs were better. */
export function failed(change: Partial<Result> = {}): Result {
  const base = passed();
  const broken = [
    SLOW,
    judged("tickOverruns", 0.0462, 0.01, { phase: 1, ok: false }),
    judged("failedJoins", 3, 0, { phase: 0, ok: false }),
  ];
  return {
    ...base,
    verdict: "fail",
    exitCode: 1,
    broken,
    judged: [...broken, judged("errors", 0, 0), judged("leakMbPerHour", null, 5)],
    limiter: { kind: "server", busy: 0.96 },
    timeline: timeline(SECONDS, 200, 96),
    knee: { holds: 160, breaks: 180 },
    leak: { known: true, mbPerHour: 1.24, low: -0.4, high: 2.8, minutes: 28 },
    baseline: [
      { figure: "echoP95", now: 184, before: 34.2, noise: 2.1, word: "worse" },
      { figure: "bytesIn", now: 3500, before: 3490, noise: 60, word: "same" },
      { figure: "rssMb", now: 184, before: 210, noise: 8, word: "better" },
      { figure: "tickP99", now: 6.2, before: 6, noise: null, word: "unknown" },
    ],
    failed: { "join/full": 2, "join/unreachable": 1 },
    errors: { "room/error_4002": 1 },
    ...change,
  };
}

/** The processes that play the bots could not keep up. */
export function inconclusive(change: Partial<Result> = {}): Result {
  const doubt = { kind: "generator", busy: 0.94, lateMs: 48 } as const;
  return passed({
    verdict: "inconclusive",
    exitCode: 3,
    limiter: doubt,
    broken: [SLOW],
    judged: [SLOW, judged("errors", 0, 0)],
    phases: [phase("ramp", 200), phase("hold", 200, { from: RAMP, to: SECONDS, doubt })],
    capacity: { known: false, why: "loadDidNotVary" },
    ...change,
  });
}

/** A Colyseus server of another make: nothing of its own is known, and nothing can be checked. */
export function plainServer(change: Partial<Result> = {}): Result {
  const bare = { server: null, bytes: { in: 2100, out: 280 } };
  const base = timeline(SECONDS, 20);
  const unknown = base.t.map(() => null);
  const seen = ["connected", "joins", "failedJoins", "errors", "drops"];
  const columns = Object.fromEntries(
    TIMELINE_COLUMNS.map((id) => [
      id,
      /^(echo|interval|stale|bytes|generator)/.test(id) || seen.includes(id)
        ? base.columns[id]
        : unknown,
    ]),
  ) as unknown as Timeline["columns"];
  const { run, total } = passed();
  const unchecked = { stateChecks: 0, messagesSent: 0, viewChecks: 0 };
  return passed({
    run: {
      ...run,
      url: "http://127.0.0.1:2600",
      room: "my_room",
      ours: false,
      ownServer: false,
      profile: "smoke",
      clients: 20,
    },
    judged: [judged("failedJoins", 0, 0, { phase: 0 }), judged("tickOverruns", null, 0.01)],
    phases: [phase("ramp", 20, bare), phase("hold", 20, { ...bare, from: RAMP, to: SECONDS })],
    total: { ...total, counters: { ...total.counters, ...unchecked } },
    timeline: { t: base.t, columns },
    rooms: [],
    capacity: { known: false, why: "noServerSeries" },
    leak: { known: false, why: "noServerSeries" },
    leftBehind: null,
    ...change,
  });
}

/** Stopped before anybody had joined. */
export function aborted(change: Partial<Result> = {}): Result {
  const { run } = passed();
  return passed({
    verdict: "inconclusive",
    exitCode: 3,
    judged: [],
    ended: { why: "signal", signal: "SIGINT", second: 3 },
    run: { ...run, seconds: 3 },
    phases: [],
    total: { counters: counters(), distributions: none },
    timeline: {
      t: [],
      columns: Object.fromEntries(
        TIMELINE_COLUMNS.map((id) => [id, []]),
      ) as unknown as Timeline["columns"],
    },
    rooms: [],
    bots: [],
    capacity: { known: false, why: "tooShort" },
    leftBehind: null,
    provoked: {},
    recording: { nsPerSample: 92, samplesPerSecond: 0, share: 0 },
    ...change,
  });
}

/** What a room id, an error id or a server's last line may try. */
export const HOSTILE =
  "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\u001b[2J\u0000\u202e\u2028]]>&amp;\ud800'\"{{}}";

/** Every text that comes from outside is an attack. */
export function hostile(change: Partial<Result> = {}): Result {
  const base = failed();
  const tally = { [HOSTILE]: 2, __proto__x: 1 };
  return {
    ...base,
    run: {
      ...base.run,
      profile: HOSTILE,
      room: HOSTILE,
      scenario: HOSTILE,
      url: `http://127.0.0.1/${HOSTILE}`,
      net: HOSTILE,
      command: `npm run loadtest -- ${HOSTILE}`,
    },
    machine: { ...base.machine, cpu: HOSTILE, os: HOSTILE, versions: { [HOSTILE]: HOSTILE } },
    ended: { why: "serverDied", how: HOSTILE, second: 31.4 },
    rooms: base.rooms.map((room) => ({ ...room, room: HOSTILE })),
    bots: base.bots.map((bot) => ({ ...bot, roomId: HOSTILE })),
    failed: tally,
    endings: tally,
    errors: tally,
    provoked: tally,
    notes: tally,
    serverTail: [HOSTILE, "RangeError: offset is out of bounds", "x".repeat(2000)],
    ...change,
  };
}

export const SAMPLES = { passed, failed, inconclusive, plainServer, aborted, hostile } as const;
