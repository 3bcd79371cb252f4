import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { BenchWorld, type Body, LOOK_HZ } from "../world.ts";

interface Peer {
  readonly id: string;
  /** Its place in the order of records. */
  readonly index: number;
  readonly socket: WebSocket;
  seen: ReadonlySet<string>;
}

/** What it is that travels. */
interface Format {
  /** For a client that has just come. */
  welcome(peer: Peer, world: BenchWorld<Known>): string | Buffer;
  /** Encoded once for all, or undefined for {@link Format.one}. */
  all?(world: BenchWorld<Known>): string | Buffer;
  one?(peer: Peer, world: BenchWorld<Known>): Buffer;
  /** The angle that an input wants. */
  angle(data: Buffer): number;
}

/** A body, and what the clients know of it. */
class Known implements Body {
  x = 0;
  y = 0;
  angle = 0;
  hp = 100;
  index: number;
  told = { x: 0, y: 0, angle: 0, hp: 100 };

  constructor(index: number) {
    this.index = index;
  }
}

const json: Format = {
  welcome: (peer, world) => JSON.stringify({ you: peer.id, all: [...world.bodies] }),
  all(world) {
    const players: Record<string, Partial<Body>> = {};
    for (const [id, body] of world.bodies) {
      const changed: Partial<Body> = {};
      for (const field of ["x", "y", "angle", "hp"] as const) {
        if (body[field] !== body.told[field]) changed[field] = body.told[field] = body[field];
      }
      players[id] = changed;
    }
    return JSON.stringify({ players });
  },
  angle: (data) => (JSON.parse(data.toString()) as { angle: number }).angle,
};

const RECORD_BYTES = 3;
const HIT_BYTES = 3;

/** `[count u16]` then `[dx, dy, angle]` in the order of joining, then `[index u16, hp]` of the hit. */
const packed: Format = {
  welcome: (peer, world) => snapshot(peer, [...world.bodies.values()]),
  all(world) {
    const { size } = world.bodies;
    const frame = Buffer.allocUnsafe(2 + size * (RECORD_BYTES + HIT_BYTES));
    frame.writeUInt16LE(size, 0);
    let at = 2;
    for (const body of world.bodies.values()) {
      frame[at++] = body.x - body.told.x;
      frame[at++] = body.y - body.told.y;
      frame[at++] = body.angle;
      body.told.x = body.x;
      body.told.y = body.y;
    }
    for (const body of world.bodies.values()) {
      if (body.hp === body.told.hp) continue;
      body.told.hp = body.hp;
      frame.writeUInt16LE(body.index, at);
      frame[at + 2] = body.hp;
      at += HIT_BYTES;
    }
    return frame.subarray(0, at);
  },
  angle: (data) => data[0] ?? 0,
};

const NEAR_BYTES = 7;

/** `[index u16][x u16][y u16][angle]` of oneself and of each whom one has in sight. */
const near: Format = {
  welcome: (peer, world) => snapshot(peer, [...world.bodies.values()].slice(0, 1)),
  one(peer, world) {
    const frame = Buffer.allocUnsafe(NEAR_BYTES * (peer.seen.size + 1));
    let at = 0;
    const put = (body: Known) => {
      frame.writeUInt16LE(body.index, at);
      frame.writeUInt16LE(body.x, at + 2);
      frame.writeUInt16LE(body.y, at + 4);
      frame[at + 6] = body.angle;
      at += NEAR_BYTES;
    };
    put(world.bodies.get(peer.id) as Known);
    for (const id of peer.seen) {
      const body = world.bodies.get(id);
      if (body && id !== peer.id) put(body);
    }
    return frame.subarray(0, at);
  },
  angle: (data) => data[0] ?? 0,
};

/** `[own index u16]` and everybody in full. */
function snapshot(peer: Peer, bodies: readonly Known[]): Buffer {
  const frame = Buffer.allocUnsafe(2 + bodies.length * 6);
  frame.writeUInt16LE(peer.index, 0);
  bodies.forEach(({ x, y, angle, hp }, n) => {
    frame.writeUInt16LE(x, 2 + n * 6);
    frame.writeUInt16LE(y, 4 + n * 6);
    frame[6 + n * 6] = angle;
    frame[7 + n * 6] = hp;
  });
  return frame;
}

const FORMATS = { json, packed, aoi: near } as const;

/** A server by hand on `ws`. Returns the port. */
export async function servePlain(
  kind: keyof typeof FORMATS,
  { clients, hz }: { clients: number; hz: number },
): Promise<number> {
  const format: Format = FORMATS[kind];
  const world = new BenchWorld<Known>(clients);
  const peers = new Map<string, Peer>();
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: 4096 });
  let joined = 0;
  server.on("connection", (socket) => {
    const index = joined++;
    const peer: Peer = { id: `p${index}`, index, socket, seen: new Set() };
    const body = new Known(index);
    world.place(peer.id, body);
    peers.set(peer.id, peer);
    socket.on("message", (data: Buffer) => {
      body.angle = format.angle(data);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      peers.delete(peer.id);
      world.remove(peer.id);
    });
    socket.send(format.welcome(peer, world));
  });
  let tick = 0;
  setInterval(() => {
    world.tick();
    if (format.one && tick++ % Math.round(hz / LOOK_HZ) === 0) {
      world.look((id, seen) => {
        const peer = peers.get(id);
        if (peer) peer.seen = seen;
      });
    }
    const shared = format.all?.(world);
    for (const peer of peers.values()) peer.socket.send(shared ?? format.one?.(peer, world) ?? "");
  }, 1000 / hz);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return (http.address() as AddressInfo).port;
}
