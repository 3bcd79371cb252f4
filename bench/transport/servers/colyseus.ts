import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Client,
  defineRoom,
  defineServer,
  matchMaker,
  Room,
  type StepContext,
} from "@colyseus/core";
import { Encoder, type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { BaseRoom } from "../../../engine/BaseRoom.ts";
import { Loops } from "../../../engine/loops.ts";
import { GuardedTransport } from "../../../engine/transport.ts";
import { BenchWorld, LOOK_HZ } from "../world.ts";

const fields = {
  x: t.uint16().default(0),
  y: t.uint16().default(0),
  angle: t.uint8().default(0),
  hp: t.uint8().default(100),
};
const Player = schema(fields, "BenchPlayer");
type Player = SchemaType<typeof Player>;
export const State = schema({ players: t.map(Player) }, "BenchState");
const Near = schema({ players: t.map(Player).view() }, "BenchNear");
const Turn = schema({ angle: t.uint8().default(0) }, "BenchTurn");

/** The type of a bytes message that is an input. */
export const INPUT_TYPE = 0;
const CLIENTS_MAX = 4000;

interface Shape {
  readonly clients: number;
  readonly hz: number;
  readonly inputs: "typed" | "message";
  readonly near: boolean;
  /** Nothing moves. */
  readonly still: boolean;
  /** Rooms that nobody enters. */
  readonly emptyRooms: number;
}

/** What a room of either kind does, apart from its loop and its transport. */
class Rules {
  readonly world: BenchWorld<Player>;
  readonly #shape: Shape;
  #tick = 0;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.world = new BenchWorld(shape.clients, shape.still);
  }

  newState(): never {
    return (this.#shape.near ? new Near() : new State()) as never;
  }

  join(room: Room, client: Client): void {
    const player = new Player();
    this.world.place(client.sessionId, player);
    playersOf(room).set(client.sessionId, player);
    if (!this.#shape.near) return;
    client.view = new StateView();
    client.view.add(player);
  }

  leave(room: Room, client: Client): void {
    for (const other of room.clients) {
      const player = this.world.bodies.get(client.sessionId);
      if (player && other.view?.has(player)) other.view.remove(player);
    }
    client.view?.dispose();
    this.world.remove(client.sessionId);
    playersOf(room).delete(client.sessionId);
  }

  step(room: Room): void {
    if (this.#shape.inputs === "typed") this.#consume(room);
    this.world.tick();
    const { hz, near } = this.#shape;
    if (near && this.#tick++ % Math.round(hz / LOOK_HZ) === 0) this.#look(room);
  }

  turn(id: string, angle: number): void {
    const player = this.world.bodies.get(id);
    if (player) player.angle = angle;
  }

  #consume(room: Room): void {
    for (const id of this.world.bodies.keys()) {
      const inputs = room.inputs?.get(id);
      while (inputs && inputs.size > 0) this.turn(id, (inputs.next() as { angle: number }).angle);
    }
  }

  #look(room: Room): void {
    this.world.look((id, seen, before) => {
      const view = room.clients.get(id)?.view;
      if (!view) return;
      for (const other of before) {
        const player = this.world.bodies.get(other);
        if (player && other !== id && !seen.has(other)) view.remove(player);
      }
      for (const other of seen) {
        const player = this.world.bodies.get(other);
        if (player && other !== id && !before.has(other)) view.add(player);
      }
    });
  }
}

const playersOf = (room: Room) => (room.state as InstanceType<typeof State>).players;

function ourRoom(shape: Shape): new () => Room {
  return class extends BaseRoom {
    readonly #rules = new Rules(shape);
    override maxClients = CLIENTS_MAX;
    override autoDispose = shape.emptyRooms === 0;
    override inputs = (shape.inputs === "typed" ? this.defineInput(Turn) : undefined) as never;
    override onCreate(): void {
      this.state = this.#rules.newState();
      listen(this, this.#rules);
      const closeCodes = { fault: 4500, replaced: 4409 };
      this.startLoop({ log: quiet, loops, tickHz: shape.hz, closeCodes });
    }
    override onJoin(client: Client): void {
      this.#rules.join(this as never, client);
    }
    override onLeave(client: Client): void {
      this.#rules.leave(this as never, client);
    }
    protected override step(_context: StepContext): void {
      this.#rules.step(this as never);
    }
  } as never;
}

function stockRoom(shape: Shape): new () => Room {
  return class extends Room {
    readonly #rules = new Rules(shape);
    override maxClients = CLIENTS_MAX;
    override autoDispose = shape.emptyRooms === 0;
    override patchRate = 1000 / shape.hz;
    override inputs = (shape.inputs === "typed" ? this.defineInput(Turn) : undefined) as never;
    override onCreate(): void {
      this.state = this.#rules.newState();
      listen(this, this.#rules);
      this.setFixedTimestep(() => this.#rules.step(this as never), shape.hz);
    }
    override onJoin(client: Client): void {
      this.#rules.join(this as never, client);
    }
    override onLeave(client: Client): void {
      this.#rules.leave(this as never, client);
    }
  } as never;
}

function listen(room: unknown, rules: Rules): void {
  (room as Room).onMessageBytes(INPUT_TYPE, (client: Client, bytes: Uint8Array) =>
    rules.turn(client.sessionId, bytes[0] ?? 0),
  );
}

/** One watch of the event loop for the process, not one for each room. */
const loops = new Loops();
const quiet = { debug() {}, info() {}, warn: console.warn, error: console.error };
/** Thirty messages a second are above what our guard allows; its work is done all the same. */
const generous = {
  judge: () => "pass" as const,
  control: () => "pass" as const,
  counts: { pass: 0, drop: 0, refuse: 0, foreign: 0, flood: 0 },
};

/** Returns the port. */
export async function serveColyseus(ours: boolean, shape: Shape): Promise<number> {
  Encoder.BUFFER_SIZE = 256 * 1024;
  const http = createServer();
  const transport = ours
    ? new GuardedTransport(http, {
        log: quiet,
        closeCodes: { foreign: 4002, flood: 4429 },
        newGuard: shape.inputs === "message" ? () => generous : undefined,
      })
    : new WebSocketTransport({ server: http });
  const roomClass = ours ? ourRoom(shape) : stockRoom(shape);
  const server = defineServer({
    rooms: { bench: defineRoom(roomClass), empty: defineRoom(roomClass) },
    transport,
    gracefullyShutdown: false,
    greet: false,
  });
  await server.listen(0, "127.0.0.1");
  for (let n = 0; n < shape.emptyRooms; n++) await matchMaker.createRoom("empty", {});
  return (http.address() as AddressInfo).port;
}
