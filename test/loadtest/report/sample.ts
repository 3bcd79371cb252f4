import type { Result } from "../../../loadtest/result.ts";
import { counters, judged, phase, RAMP, UNMEASURED } from "./support/figures.ts";
import { passed, SECONDS } from "./support/passed.ts";
import { botsTimeline, timeline } from "./support/timeline.ts";

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
    timeline: botsTimeline(SECONDS, 20),
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
    total: { counters: counters(), distributions: UNMEASURED },
    timeline: botsTimeline(0, 0),
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
