import { setTimeout as pause } from "node:timers/promises";
import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter } from "../../netplay/session.ts";
import { tapTraffic } from "../../netplay/traffic.ts";
import { packMove } from "../../schema/arena/rules.ts";
import { type ArenaInput, ArenaState, FIRE } from "../../schema/arena/state.ts";
import { median } from "../median.ts";
import { Line, type Server } from "./line.ts";

const STEP_MS = 1000 / 30;
/** Enough for spawn protection to run out, whose end is news. */
const SETTLE_MS = 3500;
const STEPS = 60;
/** Header and mask of a small frame that a client sends. */
const SENT_HEADER_BYTES = 6;

/** What one figure costs whoever has it in view, in bytes per patch: medians. */
export interface FigureBytes {
  readonly standing: number;
  readonly turning: number;
  readonly moving: number;
  readonly movingAndTurning: number;
  /** Of its reference, which comes on top of each but the first. */
  readonly reference: number;
}

/** A room in which everybody has a view of their own. */
const ROOM = { seats: 20, fill: 0, private: true };
const INPUTS = {
  standing: () => [],
  turning: (n: number) => [2, (n * 37) & 255, n & 255],
  // There and back on the diagonal: both coordinates change, and no wall is far enough away to matter.
  moving: (n: number) => [0, packMove(n % 12 < 6 ? 4 : 20, 7)],
  movingAndTurning: (n: number) => [...INPUTS.moving(n), ...INPUTS.turning(n)],
};

/** One player does nothing but this; one watcher's ledger tells what it costs. */
export async function figureBytes(server: Server): Promise<FigureBytes> {
  const mover = await Line.open(ArenaState, { ...server, room: ROOM });
  const watcher = await Line.open(ArenaState, { ...server, room: mover.roomId, watch: true });
  const spent: Record<string, number> = {};
  const references: number[] = [];
  await pause(SETTLE_MS);
  for (const [name, inputOf] of Object.entries(INPUTS)) {
    const patches = perPatch(watcher);
    for (let n = 0; n < STEPS; n++) {
      mover.input(...inputOf(n));
      await pause(STEP_MS);
    }
    mover.input(0, 0);
    await pause(300);
    watcher.onFrame(() => {});
    spent[name] = median(patches.map(({ body }) => body));
    references.push(...patches.map(({ reference }) => reference).filter((bytes) => bytes > 0));
  }
  await Promise.all([mover.close(), watcher.close()]);
  return { ...(spent as unknown as FigureBytes), reference: median(references) };
}

/** What each frame from now on spends on players, with and without the reference. */
function perPatch(watcher: Line<ArenaState>): { body: number; reference: number }[] {
  const patches: { body: number; reference: number }[] = [];
  watcher.restart();
  watcher.onFrame(() => {
    const players = watcher.ledger.entries().filter(({ owner }) => owner === "Player");
    const all = players.reduce((sum, { bytes }) => sum + bytes, 0);
    const reference = players.find(({ part }) => part === "(reference)")?.bytes ?? 0;
    patches.push({ body: all - reference, reference });
    watcher.restart();
  });
  return patches;
}

/** Bytes per second of a watcher in a room where one player stands still, and its frames. */
export async function quietBytes(
  server: Server,
  seconds: number,
): Promise<{ bytesPerSecond: number; framesPerSecond: number }> {
  const player = await Line.open(ArenaState, { ...server, room: ROOM });
  const watcher = await Line.open(ArenaState, { ...server, room: player.roomId, watch: true });
  const timer = setInterval(() => player.input(), STEP_MS);
  await pause(SETTLE_MS);
  watcher.restart();
  await pause(seconds * 1000);
  clearInterval(timer);
  const frames = watcher.ledger.entries().find(({ part }) => part === "(clock alone)");
  const figures = {
    bytesPerSecond: watcher.ledger.total / seconds,
    framesPerSecond: (frames?.times ?? 0) / seconds,
  };
  await Promise.all([player.close(), watcher.close()]);
  return figures;
}

/** Sizes of the input frames that the SDK sends, without the socket's 6 bytes around them. */
export async function inputBytes({ url, build }: Server): Promise<Record<string, number>> {
  const guest = await ensureGuest(url, noStore, undefined, Date.now());
  const entry = { kind: "create", game: "arena", options: ROOM } as const;
  const session = await enter(new Client(url), entry, { build, name: "P", hue: 0 }, guest.token);
  const input = session.room.input<ArenaInput>({
    mode: "reliable",
    allowRewind: ({ buttons }: ArenaInput) => (buttons & FIRE) !== 0,
  } as never);
  // The first input carries every field, and the first stamp is no difference yet.
  const send = async (fields: Partial<ArenaInput>) => {
    Object.assign(input.data, fields);
    const size = nextSize(session.room);
    input.send();
    await pause(STEP_MS);
    return (await size) - SENT_HEADER_BYTES;
  };
  await pause(300);
  await send({ move: 1, buttons: FIRE, aim: 1 });
  await send({ buttons: 0 });
  const sizes = {
    "nothing changes": await send({}),
    "keys change": await send({ move: packMove(4, 7) }),
    "fire is pressed": await send({ buttons: FIRE }),
    "keys change while firing": await send({ move: packMove(8, 7) }),
    "aim changes": await send({ buttons: 0 }).then(() => send({ aim: 2000 })),
    "aim changes while firing": await send({ buttons: FIRE }).then(() => send({ aim: 3000 })),
    "all change": await send({ move: 0, buttons: FIRE | 2, aim: 4000 }),
  };
  await session.quit();
  return sizes;
}

function nextSize(room: Parameters<typeof tapTraffic>[0]): Promise<number> {
  return new Promise((resolve, reject) => {
    tapTraffic(room, { received: () => {}, sent: resolve, failed: reject });
  });
}

const noStore = { getItem: () => null, setItem: () => {} };
