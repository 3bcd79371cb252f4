import type { ObjectiveId } from "../../objectives.ts";
import { numbers } from "./numbers.ts";

const n = numbers("en").figure;
const many = (count: number, one: string, more = `${one}s`) =>
  `${n(count)} ${count === 1 ? one : more}`;
const percent = (share: number) => `${n(Math.round(share * 100))} %`;
const ms = (value: number) => `${n(value)} ms`;
const ordinal = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIX: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
const nth = (count: number) => `${count}${SUFFIX[ordinal.select(count)]}`;

/** Sentences and their parts, in English. Shares are 0 to 1; texts are written as they come. */
export const sayEn = {
  /** What a value of an objective says; `one` where it is exactly one. */
  objective: {
    failedJoins: (v, one) => `${v} ${one ? "join" : "joins"} failed`,
    lostStays: (v, one) => `${v} ${one ? "client" : "clients"} lost their place`,
    patchesDelivered: (v) => `${v} of the patches due were delivered`,
    echoP95OverPingMs: (v) => `input to state p95 was ${v} above the round trip`,
    unanswered: (v) => `${v} of the inputs had no answer within a second`,
    tickP99Ms: (v) => `the server's tick took ${v} at p99`,
    tickOverruns: (v) => `${v} of the server's ticks took longer than their step or were lost`,
    reconnectP95Ms: (v) => `reconnecting took ${v} at p95`,
    joinP95Ms: (v) => `joining took ${v} at p95`,
    errors: (v, one) => `${v} ${one ? "error" : "errors"} occurred`,
    desyncs: (v, one) =>
      one ? `${v} state differed from the server's` : `${v} states differed from the server's`,
    messagesLostOrTwice: (v, one) =>
      `${v} ${one ? "message was" : "messages were"} lost or answered twice`,
    hiddenSeen: (v, one) =>
      `bots saw ${v} ${one ? "entity" : "entities"} that their view should hide`,
    leftBehind: (v, one) =>
      `${v} ${one ? "room, client or connection was" : "rooms, clients or connections were"} left behind after all had left`,
    leakMbPerHour: (v) => `the server's heap grew by at least ${v}`,
  } satisfies Record<ObjectiveId, (value: string, one: boolean) => string> as Record<
    ObjectiveId,
    (value: string, one: boolean) => string
  >,
  limit: (limit: string, atLeast: boolean) =>
    atLeast ? `limit at least ${limit}` : `limit ${limit}`,
  in: {
    ramp: (clients: number) => `in the ramp to ${many(clients, "client")}`,
    hold: (clients: number) => `in the hold of ${many(clients, "client")}`,
    step: (clients: number) => `at the step of ${many(clients, "client")}`,
    storm: (clients: number) => `in the storm of ${many(clients, "client")}`,
    cut: (clients: number) => `after the lines of ${many(clients, "client")} were cut`,
    restart: (clients: number) => `after the restart with ${many(clients, "client")}`,
  },
  /** Of several phases that are alike, which. */
  nth: (which: number) => `the ${nth(which)} time`,
  allMet: (met: number) =>
    met === 1 ? "the one objective is met" : `all ${n(met)} objectives are met`,
  upToThen: (what: string) => `up to then ${what}`,
  nothingJudged: "nothing could be judged",
  notJudged: (count: number) => `${many(count, "objective")} could not be judged`,
  moreBroken: (count: number) =>
    `${many(count, "more objective is", "more objectives are")} broken.`,
  leakUnsure: (low: string, high: string, limit: string) =>
    `the server's heap grew by something between ${low} and ${high}, and the limit of ${limit} lies in that range: a longer run tells more`,
  worseThanBefore: (figure: string, now: string, before: string) =>
    `${figure}: ${now}, worse than the baseline's ${before}`,
  limiter: {
    server: (busy: number) => `the server's event loop was ${percent(busy)} busy`,
    generator: (busy: number, lateMs: number) =>
      `the processes that play the bots were the bottleneck: ${percent(busy)} busy, ${ms(lateMs)} late`,
    machine: (idle: number, lateMs: number) =>
      `this machine was the bottleneck: ${percent(idle)} of it was idle, and the bots were ${ms(lateMs)} late`,
    heldUp: (idle: number, lateMs: number) =>
      `the processes that play the bots were held up: ${ms(lateMs)} late, although ${percent(idle)} of this machine was idle`,
  },
  /** What follows from it when the verdict cannot stand. */
  spoiled: "what was too slow may have been the test's own fault",
  harmless: "it can only have made the figures worse, so the pass stands",
  ended: {
    signal: (signal: string, when: string) => `the run was stopped by ${signal} after ${when}`,
    serverDied: (how: string, when: string) => `the server died after ${when} (${how})`,
    gate: (when: string) => `the run was ended there, after ${when}`,
    workerDied: (how: string, when: string) =>
      `a process that plays bots died after ${when} (${how})`,
  },
  noFigures: "before anything was measured",
  setting: {
    profile: (profile: string, room: string) => `profile ${profile}, room ${room}`,
    clients: (clients: number, rooms: number | null) =>
      rooms === null
        ? many(clients, "client")
        : `${many(clients, "client")} in ${many(rooms, "room")}`,
    lasted: (time: string) => `ran ${time}`,
    seed: (seed: number) => `seed ${seed}`,
    line: (net: string) => `line "${net}"`,
    server: (url: string, own: boolean) => `${own ? "own server" : "server"} at ${url}`,
  },
  inputs: (sent: number, due: number, late: number, unanswered: number) =>
    `${n(sent)} of ${n(due)} sent, ${n(late)} late, ${n(unanswered)} unanswered within a second`,
  patches: (came: number, due: number) => `${n(came)} of ${n(due)} due`,
  bytes: (into: string, out: string) => `${into} in, ${out} out`,
  cpu: (cores: string, perClient: string | null) =>
    perClient === null ? cores : `${cores}, ${perClient} per client and second`,
  late: (figure: string) => `late by ${figure} at p99`,
  tick: (p50: string, p99: string, overruns: number, ticks: number) =>
    `${p50} at p50, ${p99} at p99, ${n(overruns)} of ${n(ticks)} overran`,
  memory: (rss: string, heap: string) => `${rss} in all, ${heap} heap`,
  generator: (cores: string, busy: number, late: string) =>
    `${cores}, the busiest process ${percent(busy)} busy, late by ${late} at p99`,
  joins: (ok: number, started: number, failed: string) =>
    `${n(ok)} of ${n(started)} ok, failed: ${failed}`,
  drops: (drops: number, back: number, rejoined: number) =>
    `${n(drops)}, of which ${n(back)} came back; ${n(rejoined)} rejoined`,
  states: (checks: number, wrong: number) => `${n(checks)} compared, ${n(wrong)} differed`,
  messages: (sent: number, lost: number, twice: number) =>
    `${n(sent)} sent, ${n(lost)} lost, ${n(twice)} answered twice or out of order`,
  views: (checks: number, seen: number) => `${many(checks, "look")}, ${n(seen)} hidden seen`,
  leftBehind: (rooms: number, clients: number, connections: number) =>
    `${many(rooms, "room")}, ${many(clients, "client")}, ${many(connections, "connection")}`,
  capacity: {
    about: (share: number, per: number, low: number, high: number) =>
      `One core, kept ${percent(share)} busy, carries about ${many(per, "player")} of this kind (95 %: ${n(low)} to ${n(high)}).`,
    atLeast: (share: number, per: number, seen: number) =>
      `One core, kept ${percent(share)} busy, carries at least ${many(per, "player")} of this kind; more than twice the ${n(seen)} that this run saw is not claimed.`,
    processes: (players: number, processes: number) =>
      `${many(players, "player")} need ${many(processes, "process", "processes")}.`,
    atMost: (players: number, processes: number) =>
      `${many(players, "player")} need at most ${many(processes, "process", "processes")}.`,
    unknown: {
      noServerSeries: "Not available: the server does not tell its CPU time.",
      tooShort: "Not known: the run was too short to tell.",
      loadDidNotVary:
        "Not known: the number of clients did not vary enough; the ramp and stress profiles vary it.",
      noFit: "Not known: the server's CPU time did not follow the number of clients.",
    },
  },
  leak: {
    slope: (slope: string, low: string, high: string, minutes: number) =>
      `The server's heap changed by ${slope} (95 %: ${low} to ${high}) over ${many(Math.round(minutes), "minute")}.`,
    unknown: {
      noServerSeries: "Not available: the server does not tell its heap.",
      tooShort: "Not known: the load was not steady for long enough; the soak profile is for that.",
    },
  },
  knee: {
    between: (holds: number, breaks: number) =>
      `${many(holds, "client")} met every objective, ${n(breaks)} did not.`,
    beyond: (holds: number) =>
      `${many(holds, "client")}, the most that was tried, met every objective.`,
    none: (breaks: number) => `Not even ${many(breaks, "client")} met every objective.`,
  },
  compared: (now: string, before: string, noise: string | null, word: string) =>
    `${now}, before ${before}${noise === null ? "" : ` ± ${noise}`}: ${word}`,
  recording: (ns: string, perSecond: string, share: string) =>
    `${ns} ns per sample, ${perSecond} samples/s: ${share} of a core`,
  serverTail: "The server's last lines",
  brokenTitle: "Broken objectives",
  notOurs:
    "The server is not one of ours: its own figures and the checks that need it are not available.",
  doubted: (count: number, of: number) =>
    `In ${n(count)} of ${many(of, "phase")} the figures are partly the test's own: the bots were late.`,
  completed: "The run came to its end",
  conclusive: "The figures are the server's own",
  wholeRun: "whole run",
};
