import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "colyseus.js";
import { SendBudget } from "../../loadtest/swarm/bucket.ts";
import { Habit } from "../../loadtest/swarm/habit.ts";
import { Lines } from "../../loadtest/swarm/line.ts";
import { Pacer, systemClock } from "../../loadtest/swarm/pacing.ts";
import { openPlaybook } from "../../loadtest/swarm/playbook.ts";
import { Recorder } from "../../loadtest/swarm/recorder.ts";
import { Stay } from "../../loadtest/swarm/stay.ts";
import { PRESETS } from "../../netplay/conditions.ts";
import { ensureGuest } from "../../netplay/identity.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import { tapTraffic } from "../../netplay/traffic.ts";
import { GAMES } from "../../schema/games.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { type Stand, stand } from "./server.ts";

/** One room in which every seat is a client of its own, played by the game's policy. */
export interface Crowd {
  readonly seats: number;
  /** Each client has a view of what is near it; else all know everything. */
  readonly views: boolean;
  /** WebSocket bytes that a client receives in a second. */
  readonly bytesPerClient: number;
  /** CPU of the server's process, ms per second. */
  readonly serverCpu: number | undefined;
  /** Patches and inputs per client and second: 30 each, or the machine was too slow for a verdict. */
  readonly patches: number;
  readonly inputs: number;
}

const TICK_MS = 1000 / GAMES.arena.tickHz;
/** Past the wait before the match, and the compiler's first minute of work in a few seconds. */
const WARM_MS = 6000;
const TOGETHER = pathToFileURL(`${import.meta.dirname}/together.ts`).href;

/** Starts a server, fills one room and measures for so long. */
export async function crowdOf(seats: number, views: boolean, seconds: number): Promise<Crowd> {
  const { NODE_OPTIONS: before = "" } = process.env;
  // The server has no switch for this: nobody but a benchmark may know everything.
  const server = await stand(views ? {} : { NODE_OPTIONS: `${before} --import ${TOGETHER}` });
  const pacer = new Pacer(systemClock);
  try {
    return { seats, views, ...(await play(server, { seats, seconds, pacer })) };
  } finally {
    pacer.stop();
    await server.stop();
  }
}

async function play(
  server: Stand,
  { seats, seconds, pacer }: { seats: number; seconds: number; pacer: Pacer },
) {
  const recorder = new Recorder();
  const bots = await fill(server, { seats, recorder, pacer });
  await pause(WARM_MS);
  recorder.take(performance.now());
  const before = server.cpuMs();
  await pause(seconds * 1000);
  const after = server.cpuMs();
  const { clientMs, counters } = recorder.take(performance.now());
  await Promise.all(bots.map((bot) => bot.quit()));
  const clientSeconds = clientMs / 1000;
  return {
    bytesPerClient: (counters.bytesIn ?? 0) / clientSeconds,
    serverCpu: before === undefined || after === undefined ? undefined : (after - before) / seconds,
    patches: (counters.patches ?? 0) / clientSeconds,
    inputs: (counters.inputsSent ?? 0) / clientSeconds,
  };
}

async function fill(
  server: Stand,
  { seats, recorder, pacer }: { seats: number; recorder: Recorder; pacer: Pacer },
): Promise<Stay[]> {
  const opened = await openPlaybook({ game: "arena", scenario: undefined });
  if (!opened.ok) throw new Error(opened.problem);
  const { playbook } = opened;
  const bots: Stay[] = [];
  // Bots of the room keep the map large enough and give way one by one.
  const options = { seats, fill: seats, private: true, scoreLimit: 500, matchSeconds: 900 };
  let entry: Entry = { kind: "create", game: "arena", options };
  const [lines, habit] = [new Lines({ net: "good" }), new Habit(true)];
  for (let n = 0; n < seats; n++) {
    const session = await join(server, { entry, n, recorder });
    entry = { kind: "room", roomId: session.room.roomId };
    const part = {
      ...{ playbook, pacer, seats, tickMs: TICK_MS, ours: true, zeal: 1, probes: false },
      book: recorder,
      budget: new SendBudget(1000, performance.now()),
      rng: { rng: n + 1 },
      figures: { echoes: 0, echoSumMs: 0, echoMaxMs: 0, drops: 0 },
      ...{ lines, habit, conditions: PRESETS.good },
      onEnd: () => {},
    };
    bots.push(new Stay(session, part));
  }
  return bots;
}

async function join(
  { url, build }: Stand,
  { entry, n, recorder }: { entry: Entry; n: number; recorder: Recorder },
): Promise<Session<GameState>> {
  const guest = await ensureGuest(url, noStore, undefined, Date.now());
  const options = { build, name: `crowd ${n + 1}`, hue: n % 8 };
  const session = await enter<GameState>(new Client(url), entry, options, guest.token);
  tapTraffic(session.room, {
    received: (bytes) => {
      recorder.counts.bytesIn += bytes;
    },
    sent: () => {},
  });
  return session;
}

const noStore = { getItem: () => null, setItem: () => {} };
