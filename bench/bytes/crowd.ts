import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Client } from "colyseus.js";
import { Bot } from "../../loadtest/bot.ts";
import { Pacer, systemClock } from "../../loadtest/pacing.ts";
import { Stats } from "../../loadtest/stats.ts";
import { type Target, takeAim } from "../../loadtest/target.ts";
import { ensureGuest } from "../../netplay/identity.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import { GAMES } from "../../schema/games.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { nextInt } from "../../schema/lib/random.ts";

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
  const target = await serverWith(views);
  const pacer = new Pacer(systemClock);
  try {
    return { seats, views, ...(await play(target, { seats, seconds, pacer })) };
  } finally {
    pacer.stop();
    await target.server?.stop();
  }
}

async function serverWith(views: boolean): Promise<Target> {
  const { NODE_OPTIONS: before = "" } = process.env;
  // The server has no switch for this: nobody but a benchmark may know everything.
  if (!views) process.env.NODE_OPTIONS = `${before} --import ${TOGETHER}`;
  const aimed = await takeAim(undefined, new AbortController().signal);
  process.env.NODE_OPTIONS = before;
  if (!aimed.ok) throw new Error(aimed.problem);
  return aimed.target;
}

async function play(
  target: Target,
  { seats, seconds, pacer }: { seats: number; seconds: number; pacer: Pacer },
) {
  const stats = new Stats();
  stats.begin("ramp", performance.now());
  const bots = await fill(target, { seats, stats, pacer });
  await pause(WARM_MS);
  const phase = stats.begin("full load", performance.now());
  const before = target.server?.cpuMs();
  await pause(seconds * 1000);
  const after = target.server?.cpuMs();
  stats.end(performance.now());
  await Promise.all(bots.map((bot) => bot.quit()));
  const clientSeconds = phase.clientMs / 1000;
  return {
    bytesPerClient: phase.bytesIn / clientSeconds,
    serverCpu: before === undefined || after === undefined ? undefined : (after - before) / seconds,
    patches: phase.intervals.count / clientSeconds,
    inputs: phase.inputs.sent / clientSeconds,
  };
}

async function fill(
  target: Target,
  { seats, stats, pacer }: { seats: number; stats: Stats; pacer: Pacer },
): Promise<Bot[]> {
  const game = await GAMES.arena.load();
  const rng = { rng: 1 };
  const bots: Bot[] = [];
  // Bots of the room keep the map large enough and give way one by one.
  const options = { seats, fill: seats, private: true, scoreLimit: 500, matchSeconds: 900 };
  let entry: Entry = { kind: "create", game: "arena", options };
  for (let n = 0; n < seats; n++) {
    const session = await join(target, entry, n);
    entry = { kind: "room", roomId: session.room.roomId };
    const part = {
      game,
      tickMs: TICK_MS,
      firstTick: nextInt(rng, 2 ** 31),
      offsetMs: nextInt(rng, TICK_MS),
    };
    bots.push(new Bot(session, part, stats, pacer));
  }
  return bots;
}

async function join({ url, build }: Target, entry: Entry, n: number): Promise<Session<GameState>> {
  const guest = await ensureGuest(url, noStore, undefined, Date.now());
  const options = { build, name: `crowd ${n + 1}`, hue: n % 8 };
  return enter<GameState>(new Client(url), entry, options, guest.token);
}

const noStore = { getItem: () => null, setItem: () => {} };
