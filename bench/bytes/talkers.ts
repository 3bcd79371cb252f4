import { setTimeout as pause } from "node:timers/promises";
import { packMove } from "../../schema/arena/rules.ts";
import { ArenaState, FIRE } from "../../schema/arena/state.ts";
import { mix } from "../../schema/lib/random.ts";
import type { Entry } from "./ledger.ts";
import { Line, type Server } from "./line.ts";

/** What one player of a room of bots receives in a second of play. */
export interface Talkers {
  readonly seats: number;
  readonly seconds: number;
  readonly bytesPerSecond: number;
  /** By class and field, the top talkers first. */
  readonly fields: readonly Share[];
  /** By class. */
  readonly classes: readonly Share[];
}

export interface Share {
  readonly name: string;
  readonly bytesPerSecond: number;
  /** Of all bytes received, 0 to 1. */
  readonly share: number;
  /** Times per second. */
  readonly perSecond: number;
}

const STEP_MS = 1000 / 30;

/** Plays among `seats - 1` bots for so long, and books what comes in. */
export async function talkersOf(server: Server, seats: number, seconds: number): Promise<Talkers> {
  const options = { seats, fill: seats, private: true, scoreLimit: 500, matchSeconds: 900 };
  const line = await Line.open(ArenaState, { ...server, room: options });
  let tick = 0;
  const timer = setInterval(() => wander(line, tick++), STEP_MS);
  await line.until(({ phase }) => phase === "playing");
  await pause(2000);
  line.restart();
  const from = performance.now();
  await pause(seconds * 1000);
  const took = (performance.now() - from) / 1000;
  const entries = line.ledger.entries();
  clearInterval(timer);
  await line.close();
  return summary(entries, { seats, seconds: took });
}

/** The input of somebody who runs and shoots: a new way every 12 ticks. */
function wander(line: Line<ArenaState>, tick: number): void {
  const turn = mix(Math.floor(tick / 12), 7);
  if (tick % 12 === 0) line.input(0, packMove(turn & 31, 7), 1, turn & 64 ? FIRE : 0);
  else line.input(2, (tick * 7) & 255, (turn >> 8) & 255);
}

function summary(
  entries: readonly Entry[],
  { seats, seconds }: { seats: number; seconds: number },
): Talkers {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (name: string, bytes: number, times: number): Share => ({
    name,
    bytesPerSecond: bytes / seconds,
    share: bytes / total,
    perSecond: times / seconds,
  });
  const owners = Map.groupBy(entries, ({ owner }) => owner);
  const classes = [...owners].map(([owner, parts]) => {
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const times = parts.reduce((sum, part) => sum + part.times, 0);
    return share(owner, bytes, times);
  });
  return {
    seats,
    seconds,
    bytesPerSecond: total / seconds,
    fields: entries.map((e) => share(`${e.owner}.${e.part}`, e.bytes, e.times)),
    classes: classes.sort((a, b) => b.bytesPerSecond - a.bytesPerSecond),
  };
}
