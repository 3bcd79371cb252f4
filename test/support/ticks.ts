import { matchMaker } from "@colyseus/core";
import { type SchemaType, schema, t } from "@colyseus/schema";
import { Client, type Room } from "colyseus.js";
import WebSocket from "ws";
import { z } from "zod";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { Loops } from "../../engine/loops.ts";
import type { Running } from "./app.ts";
import { memoryLog } from "./log.ts";
import { pause, until } from "./wait.ts";

export const TICK_HZ = 30;
const STEP_MS = 1000 / TICK_HZ;
const JOIN_ACK = 10;

export const TickInput = schema(
  { move: t.uint8().default(0), buttons: t.uint8().default(0), aim: t.uint16().default(0) },
  "TickInput",
);
type TickInput = SchemaType<typeof TickInput>;
const TickState = schema(
  { tick: t.uint32().default(0), bodies: t.map(schema({ x: t.uint16() }, "TickBody")) },
  "TickState",
);
export type TickState = SchemaType<typeof TickState>;

const hello = z.object({ text: z.string().max(20) });

/** CPU time of this thread, ms. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Counts ticks in its state, those that came late because this thread had other work (a full machine
 * delays ticks as well, and proves nothing), and notes the inputs it was given.
 */
export class TickRoom extends BaseRoom<{ state: TickState; input: TickInput }> {
  static log = memoryLog();
  override state = new TickState();
  override inputs = this.defineInput(TickInput, { bufferMaxSize: 32 });
  readonly #rewind = this.allowRewindState({ maxRewindMs: 500 });
  late = 0;
  readonly strange: unknown[] = [];
  readonly heard: unknown[] = [];
  #last = { wall: performance.now(), busy: busyMs() };

  override onCreate() {
    const closeCodes = { fault: 4500, replaced: 4409 };
    this.startLoop({ log: TickRoom.log, loops: new Loops(), tickHz: TICK_HZ, closeCodes });
    this.#rewind.attachAll(this.state.bodies, { fields: ["x"] });
    this.onMessage("hello", hello as never, (_client, { text }: { text: string }) => {
      this.heard.push(text);
      return text.toUpperCase();
    });
    this.onMessageBytes("raw", (_client, bytes) => this.heard.push(bytes));
  }

  protected override step(): void {
    const { wall, busy } = this.#last;
    this.#last = { wall: performance.now(), busy: busyMs() };
    if (this.#last.wall - wall > 2 * STEP_MS && this.#last.busy - busy > STEP_MS) this.late++;
    this.state.tick++;
    for (const { sessionId } of this.clients) {
      for (const { move, buttons, aim } of this.inputs.get(sessionId)) {
        const values = [move, buttons, aim];
        if (!values.every((value) => Number.isInteger(value))) this.strange.push(values);
      }
    }
  }
}

/** One room of ticks with somebody in it who notes every tick it is told. */
export interface Ticking {
  readonly room: TickRoom;
  readonly neighbour: Room<any, TickState>;
  /** Ticks after which the neighbour was not told the next one. */
  missed(): number[];
  /** Joins as a raw socket, and acknowledges. */
  intrude(): Promise<WebSocket>;
  /** Joins, sends these frames and waits for the end; undefined when it goes on. */
  attack(frames: readonly (Uint8Array | readonly number[])[]): Promise<number | undefined>;
}

export async function openTicks(app: Running): Promise<Ticking> {
  TickRoom.log = app.log;
  app.app.server.define("ticks", TickRoom as never);
  const neighbour = (await new Client(app.url).joinOrCreate("ticks")) as Room<any, TickState>;
  const seen: number[] = [];
  neighbour.onStateChange((state: TickState) => seen.push(state.tick));
  const room = matchMaker.getLocalRoomById(neighbour.roomId) as unknown as TickRoom;
  await until("the first ticks", () => seen.length > 5);

  async function intrude(): Promise<WebSocket> {
    const seat = await matchMaker.joinById(room.roomId, {});
    const url = `ws://127.0.0.1:${app.port}/${seat.processId}/${room.roomId}?sessionId=${seat.sessionId}`;
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.once("message", resolve));
    socket.send(Uint8Array.of(JOIN_ACK));
    return socket;
  }

  return {
    room,
    neighbour,
    missed: () => seen.filter((tick, i) => i > 0 && tick !== (seen[i - 1] as number) + 1),
    intrude,
    async attack(frames) {
      const socket = await intrude();
      const closed = new Promise<number>((resolve) => socket.once("close", resolve));
      for (const frame of frames) socket.send(Uint8Array.from(frame));
      const code = await Promise.race([closed, pause(300).then(() => undefined)]);
      socket.terminate();
      return code;
    },
  };
}

/**
 * Share of late ticks while five attackers come one time after another, for so many ticks.
 * @param next the frames of the next attack
 */
export async function lateShare(
  { room, attack }: Ticking,
  next: () => readonly (Uint8Array | readonly number[])[],
  ticks: number,
): Promise<number> {
  const from = { late: room.late, tick: room.ticks };
  const attackers = Array.from({ length: 5 }, async () => {
    while (room.ticks < from.tick + ticks) {
      await attack(next());
      // At full speed the test's own half of the sockets would be what delays the ticks.
      await pause(20);
    }
  });
  await Promise.all(attackers);
  return (room.late - from.late) / (room.ticks - from.tick);
}
